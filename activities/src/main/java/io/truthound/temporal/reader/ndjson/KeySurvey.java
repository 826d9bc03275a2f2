package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.reader.TypeVotes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the keys of the first records of a file, and what their values look like. */
final class KeySurvey {
  static final int MOST_COLUMNS = 10_000;

  /** As many records tell types, as for CSV. */
  private static final int TYPED_RECORDS = 20_480;

  /** Numbers that JSON has no words for; some writers put them as strings. */
  private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

  private static final int LONGEST_NOT_FINITE = "\"-Infinity\"".length();

  private static final int CANDIDATES = TypeVotes.CANDIDATES.size();

  private final JsonLine line = new JsonLine();
  private final Keys keys = new Keys();
  private final List<long[]> votes = new ArrayList<>();
  private long records;
  private long objects;
  private @Nullable String firstFault;

  /** Returns what knows where most lines end. */
  Lines.Ahead ahead() {
    return line;
  }

  /** Takes the line at which the lines stand. */
  void add(Lines lines) throws NdjsonFormatException {
    records++;
    String fault = keys.read(lines, line);
    if (fault != null) {
      if (firstFault == null) {
        firstFault = "byte %d: %s".formatted(lines.startOffset(), fault);
      }
      return;
    }
    objects++;
    if (!keys.others().isEmpty()) {
      learn();
    }
    if (records <= TYPED_RECORDS) {
      vote();
    }
  }

  private void learn() throws NdjsonFormatException {
    for (String name : List.copyOf(keys.others())) {
      keys.add(name);
      votes.add(new long[1 + CANDIDATES]);
    }
    if (keys.names().size() > MOST_COLUMNS) {
      throw new NdjsonFormatException(
          "more than %,d different keys in the first %,d records (allowed: at most %,d)"
              .formatted(MOST_COLUMNS, records, MOST_COLUMNS));
    }
    keys.find(line);
  }

  private void vote() {
    for (int column = 0; column < votes.size(); column++) {
      int member = keys.member(column);
      if (member >= 0 && line.kind(member) != JsonLine.Kind.NULL) {
        long[] counts = votes.get(column);
        counts[0]++;
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
          counts[1 + candidate] += fits(member, TypeVotes.CANDIDATES.get(candidate)) ? 1 : 0;
        }
      }
    }
  }

  private boolean fits(int member, Kind type) {
    JsonLine.Kind kind = line.kind(member);
    return switch (type) {
      case BOOL -> kind == JsonLine.Kind.TRUE || kind == JsonLine.Kind.FALSE;
      case INT64 -> kind == JsonLine.Kind.INTEGER && isLong(text(member));
      case FLOAT64 ->
          kind == JsonLine.Kind.INTEGER
              || kind == JsonLine.Kind.REAL
              || (isPlain(member) && isNotFinite(member));
      case DATE ->
          isPlain(member)
              && Moments.isDate(
                  line.bytes(), line.valueStart(member) + 1, line.valueEnd(member) - 1);
      default ->
          isPlain(member)
              && Moments.isTimestamp(
                  line.bytes(), line.valueStart(member) + 1, line.valueEnd(member) - 1);
    };
  }

  private String text(int member) {
    int start = line.valueStart(member);
    return new String(line.bytes(), start, line.valueEnd(member) - start, StandardCharsets.UTF_8);
  }

  /** Says whether it is a string without escapes; only such ones matter here. */
  private boolean isPlain(int member) {
    return line.kind(member) == JsonLine.Kind.STRING && !line.isEscaped(member);
  }

  private boolean isNotFinite(int member) {
    if (line.valueEnd(member) - line.valueStart(member) > LONGEST_NOT_FINITE) {
      return false;
    }
    String quoted = text(member);
    return NOT_FINITE.contains(quoted.substring(1, quoted.length() - 1));
  }

  private static boolean isLong(String digits) {
    try {
      Long.parseLong(digits);
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  List<String> columns() {
    return List.copyOf(keys.names());
  }

  List<TypeVotes> votes() {
    List<TypeVotes> all = new ArrayList<>();
    for (long[] counts : votes) {
      List<Long> fitting = new ArrayList<>();
      for (int candidate = 0; candidate < CANDIDATES; candidate++) {
        fitting.add(counts[1 + candidate]);
      }
      all.add(new TypeVotes(counts[0], fitting));
    }
    return all;
  }

  /** Says why no column was found, for a person. */
  String noColumns() {
    if (records == 0) {
      return "it is empty: no record";
    }
    return objects > 0
        ? "no key in any of its first %,d records".formatted(records)
        : "none of its first %,d lines is a JSON object: %s".formatted(records, firstFault);
  }
}
