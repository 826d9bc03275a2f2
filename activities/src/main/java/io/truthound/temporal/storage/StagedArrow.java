package io.truthound.temporal.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.Field;

/** Arrow data in memory that is to lie in a store. */
public final class StagedArrow {
  private static final String FOLDER = "staged/";

  /** Returns where the store of a URI keeps such data. */
  public static String in(String store) {
    return store + "/" + FOLDER;
  }

  private final VectorSchemaRoot root;
  private final DictionaryProvider dictionaries;
  private final Batches batches;

  private StagedArrow(VectorSchemaRoot root, DictionaryProvider dictionaries, Batches batches) {
    this.root = root;
    this.dictionaries = dictionaries;
    this.batches = batches;
  }

  /** Brings batches one by one into the root. */
  private interface Batches {
    boolean next() throws IOException;
  }

  /** Finds what is wrong with an Arrow file. */
  public interface Check {
    /** Returns it; nothing where the file can be read. */
    Optional<String> problem(Path file) throws IOException;
  }

  /** Takes one batch. */
  public static StagedArrow of(VectorSchemaRoot batch, DictionaryProvider dictionaries) {
    boolean[] taken = {false};
    return new StagedArrow(
        batch,
        dictionaries,
        () -> {
          boolean first = !taken[0];
          taken[0] = true;
          return first;
        });
  }

  /** Takes all batches that a reader has left. */
  public static StagedArrow of(ArrowReader reader) throws IOException {
    return new StagedArrow(reader.getVectorSchemaRoot(), reader, reader::loadNextBatch);
  }

  /**
   * Writes it into a store, under the SHA-256 of its bytes.
   *
   * @param check is asked about the columns before anything else is written
   * @return where it lies
   * @throws IllegalArgumentException if the columns cannot be read again
   */
  public String stage(ArtifactStore store, Check check) throws IOException {
    Path draft = Files.createTempFile("truthound-staged-", ".arrow");
    try {
      write(draft, () -> false);
      Optional<String> problem = check.problem(draft);
      if (problem.isPresent()) {
        throw new IllegalArgumentException("Cannot stage Arrow data: " + problem.get());
      }
      String name = FOLDER + write(draft, batches) + ".arrow";
      boolean unused = store.putIfAbsent(name, out -> Files.copy(draft, out));
      return store
          .file(name)
          .map(file -> file.toUri().toString())
          .orElseGet(() -> store.uri() + "/" + name);
    } finally {
      Files.delete(draft);
    }
  }

  /** Writes batches to a file and returns the SHA-256 of its bytes. */
  private String write(Path file, Batches data) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file));
        WritableByteChannel out = Channels.newChannel(new DigestOutputStream(bytes, digest));
        ArrowWriter writer = writer(out)) {
      writer.start();
      while (data.next()) {
        if (root.getRowCount() > 0) {
          writer.writeBatch();
        }
      }
      writer.end();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A file holds each dictionary once; a reader's may change from batch to batch. */
  private ArrowWriter writer(WritableByteChannel out) {
    return root.getSchema().getFields().stream()
            .map(Field::getDictionary)
            .anyMatch(any -> any != null)
        ? new ArrowStreamWriter(root, dictionaries, out)
        : new ArrowFileWriter(root, dictionaries, out);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
