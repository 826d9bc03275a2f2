package io.truthound.temporal.reader.csv;

import java.nio.charset.StandardCharsets;

/** Looks at the first bytes of a file for what cannot be CSV in UTF-8. */
final class CsvPreamble {
  /** How many bytes tell whether lines end with a carriage return alone. */
  static final int LENGTH = 1 << 16;

  private static final int NUL_FREE = 1 << 10;
  private static final String BOM = "\u00ef\u00bb\u00bf";
  private static final String REMEDY = " (allowed: CSV as UTF-8 text with a header line)";

  private CsvPreamble() {}

  /** Returns where the text begins: after the byte order mark, if there is one. */
  static int textStart(byte[] bytes, int length) throws CsvFormatException {
    refuseOtherFormats(bytes, length);
    for (int i = 0; i < Math.min(length, NUL_FREE); i++) {
      if (bytes[i] == 0) {
        throw new CsvFormatException(
            "a NUL byte at byte " + i + ": looks like UTF-16 or a binary file" + REMEDY);
      }
    }
    refuseLoneReturns(bytes, Math.min(length, LENGTH));
    return startsWith(bytes, length, BOM) ? BOM.length() : 0;
  }

  private static void refuseOtherFormats(byte[] bytes, int length) throws CsvFormatException {
    for (Magic magic : Magic.values()) {
      if (startsWith(bytes, length, magic.prefix)) {
        throw new CsvFormatException(magic.found + " at byte 0" + REMEDY);
      }
    }
  }

  private static void refuseLoneReturns(byte[] bytes, int length) throws CsvFormatException {
    int firstReturn = -1;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        return;
      }
      if (bytes[i] == '\r' && firstReturn < 0) {
        firstReturn = i;
      }
    }
    if (firstReturn >= 0) {
      throw new CsvFormatException(
          "a carriage return at byte "
              + firstReturn
              + " and no newline in the first "
              + length
              + " bytes: lines end with a carriage return alone"
              + " (allowed: a newline, or a carriage return and a newline)");
    }
  }

  private static boolean startsWith(byte[] bytes, int length, String prefix) {
    return length >= prefix.length()
        && prefix.equals(new String(bytes, 0, prefix.length(), StandardCharsets.ISO_8859_1));
  }

  /** What other files begin with, one char for each byte. */
  private enum Magic {
    PARQUET("looks like Parquet: PAR1", "PAR1"),
    ARROW("looks like Arrow: ARROW1", "ARROW1"),
    GZIP("compressed with gzip: 1F 8B", "\u001f\u008b"),
    ZSTD("compressed with zstd: 28 B5 2F FD", "(\u00b5/\u00fd"),
    BZIP2("compressed with bzip2: BZh91AY", "BZh91AY"),
    XZ("compressed with xz: FD 37 7A 58 5A", "\u00fd7zXZ"),
    ZIP("looks like a ZIP archive or a spreadsheet: 50 4B 03 04", "PK\u0003\u0004"),
    UTF_16_BE("a UTF-16 byte order mark: FE FF", "\u00fe\u00ff"),
    UTF_16_LE("a UTF-16 byte order mark: FF FE", "\u00ff\u00fe");

    private final String found;
    private final String prefix;

    Magic(String found, String prefix) {
      this.found = found;
      this.prefix = prefix;
    }
  }
}
