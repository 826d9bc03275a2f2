package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.reader.SourceFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/** Tells files that are no Parquet, or were cut short, before a library guesses. */
final class ParquetMagic {
  private static final String MAGIC = "PAR1";
  private static final int SMALLEST = 12;

  private ParquetMagic() {}

  static void require(SourceFile source) throws RefusedException, IOException {
    String file = source.named();
    try (RandomAccessFile bytes = new RandomAccessFile(source.bytes().toFile(), "r")) {
      if (bytes.length() == 0) {
        throw ParquetReader.refused(file, "it is empty");
      }
      if (bytes.length() < SMALLEST) {
        throw ParquetReader.refused(file, "it has only " + bytes.length() + " bytes");
      }
      if (!at(bytes, 0).equals(MAGIC)) {
        throw ParquetReader.refused(file, "it does not begin with " + MAGIC);
      }
      if (!at(bytes, bytes.length() - MAGIC.length()).equals(MAGIC)) {
        throw ParquetReader.refused(file, "it does not end with " + MAGIC + ": it was cut short");
      }
    }
  }

  private static String at(RandomAccessFile bytes, long offset) throws IOException {
    byte[] magic = new byte[MAGIC.length()];
    bytes.seek(offset);
    bytes.readFully(magic);
    return new String(magic, StandardCharsets.ISO_8859_1);
  }
}
