package io.truthound.temporal.reader.ndjson;

/** Decodes the strings of well-formed JSON. */
final class JsonStrings {
  private JsonStrings() {}

  /**
   * Writes what stands between two quotes as UTF-8, which never takes more bytes.
   *
   * @return where it ends in the target
   */
  static int decode(byte[] source, int from, int to, byte[] target, int at) {
    int out = at;
    int i = from;
    while (i < to) {
      byte b = source[i++];
      if (b != '\\') {
        target[out++] = b;
        continue;
      }
      byte letter = source[i++];
      if (letter != 'u') {
        target[out++] = plain(letter);
        continue;
      }
      int codePoint = hex(source, i);
      i += 4;
      if (Character.isHighSurrogate((char) codePoint)) {
        codePoint = Character.toCodePoint((char) codePoint, (char) hex(source, i + 2));
        i += 6;
      }
      out = utf8(codePoint, target, out);
    }
    return out;
  }

  private static byte plain(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  private static int hex(byte[] source, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      unit = (unit << 4) | Character.digit(source[i], 16);
    }
    return unit;
  }

  private static int utf8(int codePoint, byte[] target, int at) {
    int out = at;
    if (codePoint < 0x80) {
      target[out++] = (byte) codePoint;
      return out;
    }
    if (codePoint < 0x800) {
      target[out++] = (byte) (0xc0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        target[out++] = (byte) (0xe0 | (codePoint >> 12));
      } else {
        target[out++] = (byte) (0xf0 | (codePoint >> 18));
        target[out++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
      }
      target[out++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    }
    target[out++] = (byte) (0x80 | (codePoint & 0x3f));
    return out;
  }
}
