package io.truthound.temporal.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.truthound.temporal.contract.ArtifactJson;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** States of columns that lie in a file, which is open as long as they are asked for. */
public final class FileColumns extends LateColumns implements JsonSerializable {
  private final FileChannel file;
  private final List<Piece> pieces;

  /**
   * Where the JSON of a column's state lies.
   *
   * @param offset of its first byte
   * @param length how many bytes it has
   */
  public record Piece(long offset, int length) {}

  /**
   * Creates the list.
   *
   * @param file stays the caller's
   * @param pieces by the places of the columns
   */
  public FileColumns(FileChannel file, List<Piece> pieces) {
    this.file = file;
    this.pieces = List.copyOf(pieces);
  }

  @Override
  public ColumnProfileState get(int at) {
    try {
      return ArtifactJson.read(bytes(pieces.get(at)), ColumnProfileState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies what lies in the file: it is what would be written anyway. */
  @Override
  public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
    json.writeStartArray();
    for (Piece piece : pieces) {
      json.writeRawValue(new String(bytes(piece), StandardCharsets.UTF_8));
    }
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider serializers, TypeSerializer types) throws IOException {
    serialize(json, serializers);
  }

  private byte[] bytes(Piece piece) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(piece.length());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, piece.offset() + bytes.position()) < 0) {
        throw new EOFException("The file of a column's state was cut short");
      }
    }
    return bytes.array();
  }

  @Override
  public int size() {
    return pieces.size();
  }
}
