package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.Words;

/**
 * What stands between the values of a line. Most lines differ from the one before in their values
 * alone: then their keys need not be looked at, and most values are numbers, null and strings
 * without a backslash, which are passed by words.
 */
final class KnownShape {
  private static final long FOUR_BYTES = 0xffffffffL;
  private static final long NULL = 'n' | ('u' << 8) | ('l' << 16) | ((long) 'l' << 24);

  private final JsonScan scan;
  private final JsonMembers members = new JsonMembers();

  /** The pieces before each value and behind the last one, each from a word of its own on. */
  private long[] words = new long[0];

  /** Which bytes of each word belong to its piece. */
  private long[] masks = new long[0];

  private int[] wordEnds = new int[0];
  private int[] lengths = new int[0];

  /** How many values there are; 0 where no line is like another. */
  private int values;

  /** The bits of all bytes of the pieces. */
  private int pieceBits;

  /** The bits of all bytes of the last line's values that were passed with care. */
  private int valueBits;

  /** Where the line ends of which a value asks for care; negative before one does. */
  private int carefulTo;

  KnownShape(JsonScan scan) {
    this.scan = scan;
  }

  /** Learns from a well-formed line, whose members are known. */
  void learn(byte[] bytes, int from, int to, JsonMembers found) {
    members.takeKeys(found);
    values = found.count;
    pieceBits = 0;
    int wanted = values + 1 + (to - from) / Long.BYTES;
    words = words.length < wanted ? new long[wanted] : words;
    masks = masks.length < wanted ? new long[wanted] : masks;
    wordEnds = wordEnds.length <= values ? new int[values + 1] : wordEnds;
    lengths = lengths.length <= values ? new int[values + 1] : lengths;
    int used = 0;
    int next = from;
    for (int piece = 0; piece <= found.count; piece++) {
      int end = piece < found.count ? found.starts[piece] : to;
      lengths[piece] = end - next;
      for (int at = next; at < end; at += Long.BYTES) {
        learnWord(used++, bytes, at, Math.min(end, at + Long.BYTES));
      }
      wordEnds[piece] = used;
      next = piece < found.count ? found.ends[piece] : to;
    }
  }

  private void learnWord(int index, byte[] bytes, int from, int to) {
    long word = 0;
    for (int at = from; at < to; at++) {
      word |= (bytes[at] & 0xffL) << ((at - from) * Byte.SIZE);
      pieceBits |= bytes[at];
      if (bytes[at] == '\n') {
        values = 0;
      }
    }
    words[index] = word;
    masks[index] = to - from == Long.BYTES ? -1L : (1L << ((to - from) * Byte.SIZE)) - 1;
  }

  /**
   * Returns where a line that has this shape ends before a limit, else a negative number; then its
   * members are known. A line may have it and this may not see it.
   *
   * <p>A newline or a zero must stand somewhere, and a word may be looked at there: as they are in
   * no piece and in no value, nothing passes them.
   */
  int lineEnd(byte[] text, int from, int limit) {
    if (values == 0) {
      return -1;
    }
    carefulTo = -1;
    valueBits = 0;
    int[] starts = members.starts;
    int[] ends = members.ends;
    byte[] kinds = members.kinds;
    boolean[] escaped = members.escaped;
    int word = 0;
    int at = from;
    for (int value = 0; value < values; value++) {
      if (!isPiece(text, at, word, wordEnds[value])) {
        return -1;
      }
      word = wordEnds[value];
      at += lengths[value];
      starts[value] = at;
      byte first = text[at];
      int end;
      if (first == '"') {
        end = plainEnd(text, at + 1);
        if (text[end] == '"') {
          end++;
          kinds[value] = JsonMembers.STRING;
          escaped[value] = false;
        } else {
          end = careful(text, value, at, limit);
        }
      } else if (first <= '9') {
        end = number(text, value, at, limit);
      } else if ((Words.at(text, at) & FOUR_BYTES) == NULL) {
        end = at + 4;
        kinds[value] = JsonMembers.NULL;
        escaped[value] = false;
      } else {
        end = careful(text, value, at, limit);
      }
      if (end < 0) {
        return -1;
      }
      at = end;
      ends[value] = at;
    }
    boolean endsPlainly = isPiece(text, at, word, wordEnds[values]);
    at += lengths[values];
    return endsPlainly && at < limit && text[at] == '\n' ? at : -1;
  }

  /** Returns the members of the last line that matched. */
  JsonMembers members() {
    return members;
  }

  /** Returns a negative number if the last line that matched has bytes beyond ASCII. */
  int bits() {
    return pieceBits | valueBits;
  }

  private boolean isPiece(byte[] text, int from, int word, int end) {
    long[] sought = words;
    long[] mask = masks;
    int at = from;
    for (int i = word; i < end; i++) {
      if (((Words.at(text, at) ^ sought[i]) & mask[i]) != 0) {
        return false;
      }
      at += Long.BYTES;
    }
    return true;
  }

  /** Returns the index of the next quote, backslash, control character or byte beyond ASCII. */
  private static int plainEnd(byte[] text, int from) {
    int at = from;
    while (true) {
      long marks = JsonScan.endsOfPlainText(Words.at(text, at));
      if (marks != 0) {
        return at + Words.before(marks);
      }
      at += Long.BYTES;
    }
  }

  /** Passes a number, and takes its digits where it has no exponent. */
  private int number(byte[] text, int value, int from, int limit) {
    int first = text[from] == '-' ? from + 1 : from;
    int at = first;
    long digits = 0;
    byte next = text[at];
    while (next >= '0' && next <= '9') {
      digits = digits * 10 + (next - '0');
      next = text[++at];
    }
    if (at == first || (at > first + 1 && text[first] == '0')) {
      return -1;
    }
    byte kind = JsonMembers.INTEGER;
    int scale = 0;
    if (next == '.') {
      int point = at;
      next = text[++at];
      while (next >= '0' && next <= '9') {
        digits = digits * 10 + (next - '0');
        next = text[++at];
      }
      scale = at - point - 1;
      if (scale == 0) {
        return -1;
      }
      kind = JsonMembers.REAL;
    }
    if ((next | 0x20) == 'e') {
      return careful(text, value, from, limit);
    }
    members.kinds[value] = kind;
    members.escaped[value] = false;
    members.digits[value] = digits;
    members.scales[value] = scale;
    return at;
  }

  /** Passes any value; returns where it ends, or -1 where the line asks for more care. */
  private int careful(byte[] text, int value, int at, int limit) {
    if (carefulTo < 0) {
      // Within an array or object a newline may stand where space may: the line is at its end.
      carefulTo = Lines.newline(text, at, limit);
    }
    scan.begin(text, at, carefulTo);
    try {
      members.kinds[value] = scan.value().code;
    } catch (JsonScan.Fault asksForCare) {
      return -1;
    }
    members.escaped[value] = scan.tookEscape();
    members.scales[value] = -1;
    valueBits |= scan.bits();
    return scan.at();
  }
}
