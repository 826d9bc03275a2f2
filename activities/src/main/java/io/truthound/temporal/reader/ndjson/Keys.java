package io.truthound.temporal.reader.ndjson;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the values of known keys in one record after the other. Names differ by any character. */
final class Keys {
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> written = new ArrayList<>();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Set<String> others = new LinkedHashSet<>();
  private long[] lastRecord = new long[16];
  private int[] members = new int[16];
  private long record;

  /** The shape of the last line, whose keys are in their places; -1 where they are not. */
  private int shape = -1;

  /** Adds a key that is not known yet, as the last column. */
  void add(String name) {
    int column = names.size();
    shape = -1;
    names.add(name);
    written.add(name.getBytes(StandardCharsets.UTF_8));
    columns.put(name, column);
    if (column == members.length) {
      lastRecord = Arrays.copyOf(lastRecord, column * 2);
      members = Arrays.copyOf(members, column * 2);
    }
  }

  List<String> names() {
    return names;
  }

  /** Reads the line at which lines stand; returns what is wrong with it, for a person, or null. */
  @Nullable String read(Lines lines, JsonLine line) {
    if (lines.tooLong()) {
      return Malformed.TOO_LONG;
    }
    String fault = line.read(lines.bytes(), lines.start(), lines.end());
    return fault != null ? fault : find(line);
  }

  /** Takes a well-formed line; returns what is wrong with its keys, for a person, or null. */
  @Nullable String find(JsonLine line) {
    if (line.shape() == shape) {
      return null;
    }
    shape = -1;
    record++;
    others.clear();
    int expected = 0;
    for (int member = 0; member < line.members(); member++) {
      int column = column(line, member, expected);
      boolean first;
      if (column < 0) {
        String name = line.name(member);
        if (name.isEmpty()) {
          return "an empty key";
        }
        first = others.add(name);
      } else {
        first = lastRecord[column] != record;
        lastRecord[column] = record;
        members[column] = member;
        expected = column + 1;
      }
      if (!first) {
        return "the key \"" + line.name(member) + "\" occurs twice";
      }
    }
    shape = line.shape();
    return null;
  }

  /** Returns the member that holds the value of a column, or -1. */
  int member(int column) {
    return lastRecord[column] == record ? members[column] : -1;
  }

  /** Returns the keys of the record that are not known, in its order. */
  Set<String> others() {
    return others;
  }

  /** Most records have their keys in one order: then no text is made. */
  private int column(JsonLine line, int member, int expected) {
    if (expected < written.size() && line.isNamed(member, written.get(expected))) {
      return expected;
    }
    return columns.getOrDefault(line.name(member), -1);
  }
}
