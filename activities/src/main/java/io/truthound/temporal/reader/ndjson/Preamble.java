package io.truthound.temporal.reader.ndjson;

import java.nio.charset.StandardCharsets;

/** Looks at the first bytes of a file for what cannot be NDJSON in UTF-8. */
final class Preamble {
  /** How many bytes are looked at. */
  static final int LENGTH = 1 << 10;

  static final String ALLOWED = " (allowed: NDJSON as UTF-8 text, one JSON object on each line)";
  private static final String BOM = "\u00ef\u00bb\u00bf";

  private Preamble() {}

  /** Returns where the text begins: after the byte order mark, if there is one. */
  static int textStart(byte[] bytes) throws NdjsonFormatException {
    String first = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Magic magic : Magic.values()) {
      if (first.startsWith(magic.prefix)) {
        throw new NdjsonFormatException(magic.found + " at byte 0" + ALLOWED);
      }
    }
    int nul = first.indexOf('\0');
    if (nul >= 0) {
      throw new NdjsonFormatException(
          "a NUL byte at byte " + nul + ": looks like UTF-16 or a binary file" + ALLOWED);
    }
    int start = first.startsWith(BOM) ? BOM.length() : 0;
    int text = start;
    while (text < first.length() && " \t\r\n".indexOf(first.charAt(text)) >= 0) {
      text++;
    }
    if (text < first.length() && first.charAt(text) == '[') {
      throw new NdjsonFormatException("a JSON array at byte " + text + ALLOWED);
    }
    return start;
  }

  /** What other files begin with, one char for each byte. */
  private enum Magic {
    PARQUET("looks like Parquet: PAR1", "PAR1"),
    ARROW("looks like Arrow: ARROW1", "ARROW1"),
    GZIP("compressed with gzip: 1F 8B", "\u001f\u008b"),
    ZSTD("compressed with zstd: 28 B5 2F FD", "(\u00b5/\u00fd"),
    BZIP2("compressed with bzip2: BZh91AY", "BZh91AY"),
    XZ("compressed with xz: FD 37 7A 58 5A", "\u00fd7zXZ"),
    ZIP("looks like a ZIP archive: 50 4B 03 04", "PK\u0003\u0004"),
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
