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

  private int bits;

  KnownShape(JsonScan scan) {
    this.scan = scan;
  }

  /** Learns from a well-formed line, whose members are known. */
  void learn(byte[] bytes, int from, int to, JsonMembers found) {
    members.takeKeys(found);
    values = found.count;
    bits = 0;
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
      bits |= bytes[at];
      if (bytes[at] == '\n') {
        values = 0;
      }
    }
    words[index] = word;
    masks[index] = to - from == Long.BYTES ? -1L : (1L << ((to - from) * Byte.SIZE)) - 1;
  }

  /**
   * Says whether a line has this shape; then its members are known. A line may have it and this may
   * not see it.
   *
   * <p>A newline must stand behind the line, and seven bytes more: as it is in no piece and in no
   * value, nothing passes it.
   */
  boolean matches(byte[] text, int from, int to) {
    if (values == 0 || to > text.length - Long.BYTES || text[to] != '\n') {
      return false;
    }
    scan.begin(text, from, to);
    int[] starts = members.starts;
    int[] ends = members.ends;
    byte[] kinds = members.kinds;
    int word = 0;
    int at = from;
    for (int value = 0; value < values; value++) {
      if (!isPiece(text, at, word, wordEnds[value])) {
        return false;
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
          members.escaped[value] = false;
        } else {
          end = careful(value, at);
        }
      } else if (first <= '9') {
        end = number(text, value, at);
      } else if ((Words.at(text, at) & FOUR_BYTES) == NULL) {
        end = at + 4;
        kinds[value] = JsonMembers.NULL;
        members.escaped[value] = false;
      } else {
        end = careful(value, at);
      }
      if (end < 0) {
        return false;
      }
      at = end;
      ends[value] = at;
    }
    return isPiece(text, at, word, wordEnds[values]) && at + lengths[values] == to;
  }

  /** Returns the members of the last line that matched. */
  JsonMembers members() {
    return members;
  }

  /** Returns a negative number if the last line that matched has bytes beyond ASCII. */
  int bits() {
    return bits | scan.bits();
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

  /** Returns where a number ends without an exponent. */
  private int number(byte[] text, int value, int from) {
    int at = text[from] == '-' ? from + 1 : from;
    byte kind = JsonMembers.INTEGER;
    if (text[at] == '0') {
      at++;
    } else {
      int digits = at;
      at = digitsEnd(text, at);
      if (at == digits) {
        return -1;
      }
    }
    if (text[at] == '.') {
      int digits = at + 1;
      at = digitsEnd(text, digits);
      if (at == digits) {
        return -1;
      }
      kind = JsonMembers.REAL;
    }
    if ((text[at] | 0x20) == 'e') {
      return careful(value, from);
    }
    members.kinds[value] = kind;
    members.escaped[value] = false;
    return at;
  }

  private static int digitsEnd(byte[] text, int from) {
    int at = from;
    while (text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  /** Passes any value; returns where it ends, or -1 where the line asks for more care. */
  private int careful(int value, int at) {
    scan.goTo(at);
    try {
      members.kinds[value] = scan.value().code;
    } catch (JsonScan.Fault asksForCare) {
      return -1;
    }
    members.escaped[value] = scan.tookEscape();
    return scan.at();
  }
}
