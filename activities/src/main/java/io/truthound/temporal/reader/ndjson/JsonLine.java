package io.truthound.temporal.reader.ndjson;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line as a JSON object (RFC 8259, in UTF-8) and finds its members; whatever lies deeper
 * is looked at for its form only.
 */
final class JsonLine {
  static final int MOST_DEPTH = 1_000;

  /** What a value is. */
  enum Kind {
    NULL,
    TRUE,
    FALSE,
    INTEGER,
    REAL,
    STRING,
    /** An object or an array. */
    NESTED
  }

  private static final int MEMBERS = 64;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * LOW_BITS;
  private static final long BACKSLASHES = '\\' * LOW_BITS;
  private static final long SPACES = ' ' * LOW_BITS;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer decoded = CharBuffer.allocate(1 << 13);
  private final boolean[] objects = new boolean[MOST_DEPTH + 1];
  private int[] keyStarts = new int[MEMBERS];
  private int[] keyEnds = new int[MEMBERS];
  private int[] valueStarts = new int[MEMBERS];
  private int[] valueEnds = new int[MEMBERS];
  private Kind[] kinds = new Kind[MEMBERS];
  private boolean[] escaped = new boolean[MEMBERS];
  private int members;

  /** What stood before each value of an earlier line, and behind the last one. */
  private byte[] shape = new byte[0];

  private int[] shapeEnds = new int[MEMBERS];

  /** How far before its value each key begins. */
  private int[] keysBefore = new int[MEMBERS];

  private int[] keyLengths = new int[MEMBERS];
  private int shapeMembers = -1;
  private int shapeBits;
  private int shapes;

  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int at;
  private boolean sawEscape;
  private int bits;

  /** Leaves a line at its first fault. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String meaning) {
      super(meaning, null, false, false);
    }
  }

  /** Takes a line; returns what is wrong with it, for a person, or null. */
  @Nullable String read(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    if (!hasKnownShape()) {
      at = from;
      members = 0;
      bits = 0;
      try {
        object();
      } catch (Fault fault) {
        return fault.getMessage();
      }
      learnShape();
    }
    return bits < 0 && !isUtf8() ? "bytes that are not UTF-8" : null;
  }

  /**
   * Most lines differ from the one before in their values alone. Says whether this one does: then
   * its keys need not be looked at.
   */
  private boolean hasKnownShape() {
    if (shapeMembers <= 0) {
      return false;
    }
    at = from;
    bits = shapeBits;
    int passed = 0;
    try {
      for (int member = 0; member < shapeMembers; member++) {
        if (!passes(passed, shapeEnds[member])) {
          return false;
        }
        passed = shapeEnds[member];
        keyStarts[member] = at - keysBefore[member];
        keyEnds[member] = keyStarts[member] + keyLengths[member];
        valueStarts[member] = at;
        int end = at < to && bytes[at] == '"' ? plainEnd(at + 1) : to;
        if (end < to && bytes[end] == '"') {
          at = end + 1;
          kinds[member] = Kind.STRING;
          escaped[member] = false;
        } else {
          sawEscape = false;
          kinds[member] = value();
          escaped[member] = sawEscape;
        }
        valueEnds[member] = at;
      }
    } catch (Fault asksForCare) {
      return false;
    }
    members = shapeMembers;
    return passes(passed, shapeEnds[shapeMembers]) && at == to;
  }

  /** Passes a piece of the known shape, if it stands here. */
  private boolean passes(int shapeFrom, int shapeTo) {
    int length = shapeTo - shapeFrom;
    int here = at;
    if (here + length > to || !equal(bytes, here, shape, shapeFrom, length)) {
      return false;
    }
    at = here + length;
    return true;
  }

  /** Compares eight bytes at a time, the last eight a second time: pieces are short. */
  private static boolean equal(byte[] a, int from, byte[] b, int other, int length) {
    if (length < Long.BYTES) {
      return Arrays.equals(a, from, from + length, b, other, other + length);
    }
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) LONGS.get(a, from + i) != (long) LONGS.get(b, other + i)) {
        return false;
      }
    }
    return (long) LONGS.get(a, from + last) == (long) LONGS.get(b, other + last);
  }

  private void learnShape() {
    shapes++;
    shapeMembers = members;
    shapeBits = 0;
    shape = shape.length < to - from ? new byte[to - from] : shape;
    if (shapeEnds.length <= members) {
      shapeEnds = new int[members * 2];
      keysBefore = new int[members * 2];
      keyLengths = new int[members * 2];
    }
    int length = 0;
    int next = from;
    for (int member = 0; member <= members; member++) {
      int end = member < members ? valueStarts[member] : to;
      System.arraycopy(bytes, next, shape, length, end - next);
      length += end - next;
      shapeEnds[member] = length;
      if (member < members) {
        keysBefore[member] = valueStarts[member] - keyStarts[member];
        keyLengths[member] = keyEnds[member] - keyStarts[member];
      }
      next = member < members ? valueEnds[member] : to;
    }
    for (int i = 0; i < length; i++) {
      shapeBits |= shape[i];
    }
  }

  /** Returns the number of the last well-formed line's shape: equal for equal keys in one order. */
  int shape() {
    return shapes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns how many bytes the line has. */
  int length() {
    return to - from;
  }

  int members() {
    return members;
  }

  /** Says whether a member's name is written exactly so. */
  boolean isNamed(int member, byte[] name) {
    return Arrays.equals(bytes, keyStarts[member] + 1, keyEnds[member] - 1, name, 0, name.length);
  }

  String name(int member) {
    byte[] text = new byte[keyEnds[member] - keyStarts[member]];
    int length = JsonStrings.decode(bytes, keyStarts[member] + 1, keyEnds[member] - 1, text, 0);
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  Kind kind(int member) {
    return kinds[member];
  }

  int valueStart(int member) {
    return valueStarts[member];
  }

  int valueEnd(int member) {
    return valueEnds[member];
  }

  /** Says whether a string has a backslash. */
  boolean isEscaped(int member) {
    return escaped[member];
  }

  private void object() throws Fault {
    space();
    if (at == to || bytes[at] != '{') {
      throw new Fault("not a JSON object");
    }
    at++;
    space();
    if (peek() == '}') {
      at++;
    } else {
      do {
        member();
        space();
      } while (separates('}'));
    }
    space();
    if (at < to) {
      throw new Fault("text after the object at byte " + (at - from));
    }
  }

  private void member() throws Fault {
    if (members == keyStarts.length) {
      grow();
    }
    space();
    keyStarts[members] = at;
    string();
    keyEnds[members] = at;
    colon();
    valueStarts[members] = at;
    sawEscape = false;
    kinds[members] = value();
    escaped[members] = sawEscape;
    valueEnds[members] = at;
    members++;
  }

  private void grow() {
    int capacity = members * 2;
    keyStarts = Arrays.copyOf(keyStarts, capacity);
    keyEnds = Arrays.copyOf(keyEnds, capacity);
    valueStarts = Arrays.copyOf(valueStarts, capacity);
    valueEnds = Arrays.copyOf(valueEnds, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    escaped = Arrays.copyOf(escaped, capacity);
  }

  private void colon() throws Fault {
    space();
    if (peek() != ':') {
      throw unexpected();
    }
    at++;
    space();
  }

  /** Passes a comma, or the end of an object or array; says whether it was a comma. */
  private boolean separates(char close) throws Fault {
    byte found = peek();
    if (found != ',' && found != close) {
      throw unexpected();
    }
    at++;
    return found == ',';
  }

  private Kind value() throws Fault {
    return switch (peek()) {
      case '"' -> {
        string();
        yield Kind.STRING;
      }
      case '{', '[' -> {
        nested();
        yield Kind.NESTED;
      }
      case 't' -> word("true", Kind.TRUE);
      case 'f' -> word("false", Kind.FALSE);
      case 'n' -> word("null", Kind.NULL);
      default -> number();
    };
  }

  /** Passes an object or array and all in it, without recursion. */
  private void nested() throws Fault {
    int depth = 0;
    do {
      space();
      byte found = peek();
      boolean opens = found == '{' || found == '[';
      if (opens) {
        if (++depth > MOST_DEPTH) {
          throw new Fault("nested deeper than 1,000");
        }
        objects[depth] = found == '{';
        at++;
        space();
        if (peek() != close(depth)) {
          memberName(depth);
          continue;
        }
        at++;
        depth--;
      } else {
        value();
      }
      while (depth > 0) {
        space();
        if (separates(close(depth))) {
          space();
          memberName(depth);
          break;
        }
        depth--;
      }
    } while (depth > 0);
  }

  private char close(int depth) {
    return objects[depth] ? '}' : ']';
  }

  /** Passes the name of a member, if it is an object that lies at this depth. */
  private void memberName(int depth) throws Fault {
    if (objects[depth]) {
      string();
      colon();
    }
  }

  private Kind word(String word, Kind kind) throws Fault {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected();
      }
      at++;
    }
    return kind;
  }

  private Kind number() throws Fault {
    int first = at < to && bytes[at] == '-' ? at + 1 : at;
    at = digitsEnd(first);
    if (at > first && bytes[first] == '0') {
      at = first + 1;
    }
    Kind kind = Kind.INTEGER;
    if (at < to && bytes[at] == '.') {
      at = digitsEnd(at + 1);
      kind = Kind.REAL;
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      boolean signed = at + 1 < to && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
      at = digitsEnd(signed ? at + 2 : at + 1);
      kind = Kind.REAL;
    }
    return kind;
  }

  /** Returns where the digits end of which at least one must stand here. */
  private int digitsEnd(int first) throws Fault {
    byte[] text = bytes;
    int limit = to;
    int i = first;
    while (i < limit && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    if (i == first) {
      at = first;
      throw unexpected();
    }
    return i;
  }

  private void string() throws Fault {
    if (peek() != '"') {
      throw unexpected();
    }
    int i = at + 1;
    while (true) {
      i = plainEnd(i);
      byte b = i < to ? bytes[i] : 0;
      if (b == '"') {
        at = i + 1;
        return;
      }
      if (b == '\\') {
        sawEscape = true;
        at = i;
        escape();
        i = at;
      } else if (b < 0) {
        bits |= b;
        i++;
      } else {
        at = Math.min(i, to);
        throw unexpected();
      }
    }
  }

  /** Returns the index of the next quote, backslash, control character or byte beyond ASCII. */
  private int plainEnd(int from) {
    byte[] text = bytes;
    int i = from;
    while (i <= text.length - Long.BYTES) {
      long word = (long) LONGS.get(text, i);
      // The lowest byte that is less than what is taken from it is the lowest with a mark.
      long marks =
          (((word ^ QUOTES) - LOW_BITS)
                  | ((word ^ BACKSLASHES) - LOW_BITS)
                  | (word - SPACES)
                  | word)
              & HIGH_BITS;
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
      i++;
    }
    return i;
  }

  private void escape() throws Fault {
    int start = at++;
    byte letter = peek();
    if ("\"\\/bfnrt".indexOf(letter) >= 0) {
      at++;
      return;
    }
    if (letter != 'u') {
      throw unexpected();
    }
    at++;
    char unit = fourHexDigits();
    if (!Character.isSurrogate(unit)) {
      return;
    }
    boolean paired =
        Character.isHighSurrogate(unit) && at + 1 < to && bytes[at] == '\\' && bytes[at + 1] == 'u';
    if (paired) {
      at += 2;
      paired = Character.isLowSurrogate(fourHexDigits());
    }
    if (!paired) {
      throw new Fault("half of a surrogate pair at byte " + (start - from));
    }
  }

  private char fourHexDigits() throws Fault {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw unexpected();
      }
      unit = (unit << 4) | digit;
      at++;
    }
    return (char) unit;
  }

  private void space() {
    while (at < to
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  private byte peek() throws Fault {
    if (at >= to) {
      throw unexpected();
    }
    return bytes[at];
  }

  private Fault unexpected() {
    return new Fault(
        at >= to ? "the line ends inside its object" : "not JSON at byte " + (at - from));
  }

  private boolean isUtf8() {
    ByteBuffer line = ByteBuffer.wrap(bytes, from, to - from);
    utf8.reset();
    CoderResult result;
    do {
      decoded.clear();
      result = utf8.decode(line, decoded, true);
    } while (result.isOverflow());
    return result.isUnderflow();
  }
}
