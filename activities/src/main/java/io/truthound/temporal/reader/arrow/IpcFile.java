package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An Arrow file or stream: its columns and where its messages are. A file is a stream between two
 * marks, with a footer that has the schema once more and lists the messages; here they are found
 * one after the other, as in a stream, and the footer must agree: then neither can hide rows.
 */
final class IpcFile {
  private static final String MAGIC = "ARROW1";
  private static final String FEATHER_1 = "FEA1";

  /** Magic and padding in front of the stream; length and magic behind the footer. */
  private static final int HEAD = 8;

  private static final int TAIL = 10;

  private final IpcStream stream;
  private final List<ArrowField> fields;

  /** Where the first message after the schema begins. */
  private final long start;

  private final @Nullable Footer footer;

  private IpcFile(IpcStream stream, List<ArrowField> fields, long start, @Nullable Footer footer) {
    this.stream = stream;
    this.fields = fields;
    this.start = start;
    this.footer = footer;
  }

  /**
   * Reads the schema.
   *
   * @throws ArrowFormatException if it is no Arrow data, or has a type that is not read
   */
  static IpcFile open(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size == 0) {
      throw new ArrowFormatException("it is empty");
    }
    String head = text(channel, 0, (int) Math.min(size, MAGIC.length()));
    if (head.startsWith(FEATHER_1)) {
      throw new ArrowFormatException(
          "it is a Feather file of version 1 (allowed: version 2, which is Arrow IPC)");
    }
    if (!head.equals(MAGIC)) {
      return ofStream(new IpcStream(channel, 0, size));
    }
    return ofFile(channel, size);
  }

  /** Says whether bytes begin as files do, and not as streams. */
  static boolean isFile(FileChannel channel) throws IOException {
    return text(channel, 0, (int) Math.min(channel.size(), MAGIC.length())).equals(MAGIC);
  }

  /** Returns how many bytes the footer has, with what follows it to the end of the file. */
  static long footerLength(FileChannel channel, long size) throws IOException {
    boolean ends =
        size >= HEAD + TAIL && text(channel, size - MAGIC.length(), MAGIC.length()).equals(MAGIC);
    if (!ends) {
      throw new ArrowFormatException("it does not end with " + MAGIC + ": it was cut short");
    }
    int length = Bytes.getInt(IpcStream.read(channel, size - TAIL, 4), 0);
    if (length < 1 || length > size - HEAD - TAIL || length > 1 << 28) {
      throw new ArrowFormatException("its footer is damaged: %d bytes".formatted(length));
    }
    return (long) length + TAIL;
  }

  static Footer footer(FileChannel channel, long size) throws IOException {
    int length = (int) footerLength(channel, size) - TAIL;
    byte[] bytes = IpcStream.read(channel, size - TAIL - length, length);
    return Flat.read(
        "its footer",
        () -> Footer.getRootAsFooter(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
  }

  private static String text(FileChannel channel, long offset, int length) throws IOException {
    return new String(IpcStream.read(channel, offset, length), StandardCharsets.ISO_8859_1);
  }

  private static IpcFile ofStream(IpcStream stream) throws IOException {
    IpcMessage first = first(stream);
    return new IpcFile(stream, fields(first), first.end(), null);
  }

  private static IpcMessage first(IpcStream stream) throws IOException {
    try {
      IpcMessage first = stream.at(0);
      if (first != null && first.kind() == MessageHeader.Schema) {
        return first;
      }
    } catch (ArrowFormatException none) {
      throw new ArrowFormatException(
          "it begins neither with " + MAGIC + " nor with a schema, as streams do", none);
    }
    throw new ArrowFormatException("its first message is no schema");
  }

  private static List<ArrowField> fields(IpcMessage schema) throws ArrowFormatException {
    return Flat.read(
        "its schema",
        () -> SchemaReader.fields((Schema) Flat.present(schema.header().header(new Schema()))));
  }

  private static IpcFile ofFile(FileChannel channel, long size) throws IOException {
    Footer footer = footer(channel, size);
    List<ArrowField> fields =
        Flat.read("its footer", () -> SchemaReader.fields(Flat.present(footer.schema())));
    long end = size - TAIL - footer.getByteBuffer().capacity();
    IpcStream stream = new IpcStream(channel, HEAD, end);
    return new IpcFile(stream, fields, FirstMessage.of(stream, footer), footer);
  }

  List<ArrowField> fields() {
    return fields;
  }

  FileChannel channel() {
    return stream.channel();
  }

  /** Says whether its dictionaries hold for all record batches, wherever they lie. */
  boolean isRandomAccess() {
    return footer != null;
  }

  /** Reads the record batch at an offset that {@link #messages} gave. */
  IpcMessage batch(long offset) throws IOException {
    IpcMessage message = offset < start ? null : stream.at(offset);
    if (message == null || message.kind() != MessageHeader.RecordBatch) {
      throw new ArrowFormatException("at byte %d there is no record batch".formatted(offset));
    }
    return message;
  }

  /** Takes the messages after the schema. */
  interface MessageHandler {
    void accept(IpcMessage message) throws IOException;
  }

  /**
   * Hands over all messages as they lie in the file, their metadata only.
   *
   * @throws ArrowFormatException if some bytes belong to no message, or the footer knows others
   */
  void messages(ScanWatch watch, MessageHandler messages)
      throws IOException, ScanCancelledException {
    List<Long> batches = new ArrayList<>();
    List<Long> dictionaries = new ArrayList<>();
    long offset = start;
    for (IpcMessage message = stream.at(offset); message != null; message = stream.at(offset)) {
      watch.checkCancelled();
      switch (message.kind()) {
        case MessageHeader.RecordBatch -> batches.add(offset);
        case MessageHeader.DictionaryBatch -> dictionaries.add(offset);
        default ->
            throw new ArrowFormatException(
                "the message at byte %d is neither a record batch nor a dictionary"
                    .formatted(offset));
      }
      messages.accept(message);
      offset = message.end();
    }
    if (footer == null) {
      requireEnd(offset);
    } else {
      requireSame("record batches", batches, footer::recordBatchesVector);
      requireSame("dictionaries", dictionaries, footer::dictionariesVector);
    }
  }

  private void requireEnd(long offset) throws IOException {
    long end = stream.endOfMark(offset);
    if (end != stream.to()) {
      throw new ArrowFormatException(
          "%d bytes follow the end of its stream at byte %d".formatted(stream.to() - end, end));
    }
  }

  private static void requireSame(
      String what, List<Long> found, Supplier<Block.@Nullable Vector> footers)
      throws ArrowFormatException {
    boolean same =
        Flat.read(
            "its footer",
            () -> {
              Block.Vector listed = footers.get();
              boolean agrees = (listed == null ? 0 : listed.length()) == found.size();
              for (int at = 0; agrees && at < found.size(); at++) {
                agrees = Flat.present(listed).get(at).offset() == found.get(at);
              }
              return agrees;
            });
    if (!same) {
      throw new ArrowFormatException(
          "its footer lists other %s than the %d that lie in it".formatted(what, found.size()));
    }
  }
}
