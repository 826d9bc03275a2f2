package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells files that are no Parquet, or were cut short, before a library guesses. */
final class ParquetMagic {
  private static final String MAGIC = "PAR1";
  private static final int SMALLEST = 12;

  private ParquetMagic() {}

  static void require(Path file) throws RefusedException, IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        throw refused(file, "it is empty");
      }
      if (bytes.length() < SMALLEST) {
        throw refused(file, "it has only " + bytes.length() + " bytes");
      }
      if (!at(bytes, 0).equals(MAGIC)) {
        throw refused(file, "it does not begin with " + MAGIC);
      }
      if (!at(bytes, bytes.length() - MAGIC.length()).equals(MAGIC)) {
        throw refused(file, "it does not end with " + MAGIC + ": it was cut short");
      }
    }
  }

  private static String at(RandomAccessFile bytes, long offset) throws IOException {
    byte[] magic = new byte[MAGIC.length()];
    bytes.seek(offset);
    bytes.readFully(magic);
    return new String(magic, StandardCharsets.ISO_8859_1);
  }

  private static RefusedException refused(Path file, String why) {
    return new RefusedException(
        FailureTypes.DATASET_REFUSED, "Cannot read %s as Parquet: %s".formatted(file, why));
  }
}
