package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line as a JSON object (RFC 8259, in UTF-8) and finds its members; whatever lies deeper
 * is looked at for its form only.
 */
final class JsonLine implements Lines.Ahead {
  /** What a value is. */
  enum Kind {
    NULL(0),
    TRUE(1),
    FALSE(2),
    INTEGER(3),
    REAL(4),
    STRING(5),
    /** An object or an array. */
    NESTED(6);

    private static final List<Kind> ALL = List.of(values());

    /** What stands for it where there are many. */
    final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    static Kind of(byte code) {
      return ALL.get(code);
    }
  }

  private final JsonScan scan = new JsonScan();
  private final JsonMembers careful = new JsonMembers();
  private final KnownShape known = new KnownShape(scan);
  private JsonMembers members = careful;
  private int shapes;

  /** Whether the line that is read next was looked at. */
  private boolean lookedAt;

  /** Whether it is of the known shape, where it was looked at. */
  private boolean isKnown;

  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  /** Knows the end of a line of the known shape, which is to be read next. */
  @Override
  public int lineEnd(byte[] bytes, int from, int limit) {
    int end = known.lineEnd(bytes, from, limit);
    lookedAt = true;
    isKnown = end >= 0;
    return end;
  }

  /** Takes a line; returns what is wrong with it, for a person, or null. */
  @Nullable String read(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    boolean shaped = lookedAt ? isKnown : hasKnownShape();
    lookedAt = false;
    int bits;
    if (shaped) {
      members = known.members();
      bits = known.bits();
    } else {
      try {
        object();
      } catch (JsonScan.Fault fault) {
        return fault.getMessage();
      }
      bits = scan.bits();
      known.learn(bytes, from, to, careful);
      shapes++;
    }
    return bits < 0 && !Utf8.isValid(bytes, from, to) ? "bytes that are not UTF-8" : null;
  }

  private boolean hasKnownShape() {
    return to <= bytes.length - Long.BYTES
        && bytes[to] == '\n'
        && known.lineEnd(bytes, from, to + 1) == to;
  }

  private void object() throws JsonScan.Fault {
    scan.begin(bytes, from, to);
    members = careful;
    members.count = 0;
    scan.space();
    if (scan.ended() || scan.peek() != '{') {
      throw new JsonScan.Fault("not a JSON object");
    }
    scan.goTo(scan.at() + 1);
    scan.space();
    if (scan.peek() == '}') {
      scan.goTo(scan.at() + 1);
    } else {
      do {
        member();
        scan.space();
      } while (scan.separates('}'));
    }
    scan.space();
    if (!scan.ended()) {
      throw new JsonScan.Fault("text after the object at byte " + (scan.at() - from));
    }
  }

  private void member() throws JsonScan.Fault {
    scan.space();
    int key = scan.at();
    scan.string();
    int keyEnd = scan.at();
    scan.colon();
    scan.tookEscape();
    int start = scan.at();
    Kind kind = scan.value();
    members.add(key, keyEnd, start, scan.at(), kind, scan.tookEscape());
  }

  /** Returns the number of the last well-formed line's shape: equal for equal keys in one order. */
  int shape() {
    return shapes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns where the values are, until the next line is read. */
  JsonMembers found() {
    return members;
  }

  int members() {
    return members.count;
  }

  private int keyStart(int member) {
    return members.starts[member] - members.keysBefore[member];
  }

  private int keyEnd(int member) {
    return keyStart(member) + members.keyLengths[member];
  }

  /** Says whether a member's name is written exactly so. */
  boolean isNamed(int member, byte[] name) {
    return Arrays.equals(bytes, keyStart(member) + 1, keyEnd(member) - 1, name, 0, name.length);
  }

  String name(int member) {
    byte[] text = new byte[members.keyLengths[member]];
    int length = JsonStrings.decode(bytes, keyStart(member) + 1, keyEnd(member) - 1, text, 0);
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  Kind kind(int member) {
    return Kind.of(members.kinds[member]);
  }

  int valueStart(int member) {
    return members.starts[member];
  }

  int valueEnd(int member) {
    return members.ends[member];
  }

  /** Says whether a string has a backslash. */
  boolean isEscaped(int member) {
    return members.escaped[member];
  }
}
