package io.truthound.temporal.reference;

import io.truthound.temporal.reference.Table.Bad;
import io.truthound.temporal.reference.Table.Bytes;
import io.truthound.temporal.state.Buckets;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Frequencies;
import io.truthound.temporal.state.Looks;
import io.truthound.temporal.state.PairState;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import io.truthound.temporal.state.Texts;
import io.truthound.temporal.state.Times;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What cells say of their column, one value after the other. */
final class States {
  private States() {}

  /** Returns what the values among some cells say. */
  static ColumnState of(ColumnNeeds needs, List<Object> cells) {
    List<Object> values = values(cells);
    long nan = values.stream().filter(Values::isNan).count();
    long infinite = values.stream().filter(Values::isInfinite).count();
    ColumnState.Builder state = ColumnState.of(needs, values.size(), nan, infinite);
    if (needs.sums()) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      for (Object value : values) {
        if (Values.isFinite(value)) {
          sum = sum.add(Values.exact(value));
          squares = squares.add(Values.exact(value).pow(2));
        }
      }
      state.moments(sum, needs.squares() ? squares : null);
    }
    List<Object> ordered = new ArrayList<>(values);
    ordered.removeIf(Values::isNan);
    ordered.sort(Values::compare);
    if (needs.extremes() && !ordered.isEmpty()) {
      state.extremes(place(ordered.get(0)), place(ordered.get(ordered.size() - 1)));
    }
    if (needs.ranks()) {
      state.ranks(ranks(ordered, needs.type().scale()));
    }
    if (needs.distincts()) {
      state.distincts(
          Distincts.of(values.stream().map(Values::key).distinct().map(States::hash).toList()));
    }
    return state.build();
  }

  private static List<Object> values(List<Object> cells) {
    return cells.stream().filter(cell -> cell != null && !(cell instanceof Bad)).toList();
  }

  private static Place place(Object value) {
    return Values.isInfinite(value)
        ? Place.of(((Number) value).doubleValue())
        : Place.of(Values.place(value));
  }

  private static Ranks ranks(List<Object> ordered, int scale) {
    Map<Object, Long> counts = new LinkedHashMap<>();
    Map<Object, Object> first = new LinkedHashMap<>();
    for (Object value : ordered) {
      counts.merge(Values.key(value), 1L, Long::sum);
      first.putIfAbsent(Values.key(value), value);
    }
    List<Ranks.Value> each = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          Object value = first.get(key);
          double size =
              Values.isInfinite(value)
                  ? ((Number) value).doubleValue()
                  : Values.exact(value).movePointRight(scale).doubleValue();
          each.add(new Ranks.Value(place(value), Buckets.bucket(Buckets.key(size)), count));
        });
    return Ranks.ofValues(each);
  }

  private static long hash(Object key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(key.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() >>> 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what some cells say where their column is profiled. */
  static ColumnProfileState profile(ColumnNeeds needs, List<Object> cells) {
    List<Object> values = values(cells);
    long bad = cells.stream().filter(Bad.class::isInstance).count();
    ColumnProfileState state =
        ColumnProfileState.none(needs)
            .with(of(needs, cells))
            .withNulls(cells.size() - values.size())
            .withInconvertible(bad);
    if (needs.measuresLengths()) {
      state = state.with(texts(values));
    }
    if (needs.countsEach()) {
      state = state.with(frequencies(values));
    }
    if (needs.type().temporal()) {
      TreeMap<Long, Long> counts = new TreeMap<>();
      values.forEach(value -> counts.merge(Values.place(value).longValueExact(), 1L, Long::sum));
      state = state.with(Times.ofValues(counts));
    }
    return state;
  }

  private static Texts texts(List<Object> values) {
    TreeMap<Long, Long> lengths = new TreeMap<>();
    Looks looks = Looks.NONE;
    for (Object value : values) {
      if (value instanceof Bytes bytes) {
        lengths.merge(bytes.hex().length() / 2L, 1L, Long::sum);
      } else {
        lengths.merge(((String) value).codePoints().count(), 1L, Long::sum);
        looks = looks.plus(look((String) value), 1);
      }
    }
    return Texts.of(lengths, looks);
  }

  private static Looks.Look look(String text) {
    if (text.matches("[ \\t-\\r]*")) {
      return Looks.Look.BLANK;
    }
    if (text.matches("(?s)[^@ ]+@[^@ ]+\\.[^@ ]+")) {
      return Looks.Look.EMAIL;
    }
    if (text.matches("(?i:https?|ftp)://[^ \\t-\\r]+")) {
      return Looks.Look.URL;
    }
    if (text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Looks.Look.NUMBER;
    }
    if (text.matches(
        "\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?")) {
      return isDate(text.substring(0, 10)) ? Looks.Look.DATE : Looks.Look.OTHER;
    }
    return text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? Looks.Look.UUID
        : Looks.Look.OTHER;
  }

  private static boolean isDate(String text) {
    try {
      java.time.LocalDate.parse(text);
      return true;
    } catch (java.time.DateTimeException e) {
      return false;
    }
  }

  private static Frequencies frequencies(List<Object> values) {
    Map<String, Long> counts = new LinkedHashMap<>();
    values.forEach(value -> counts.merge(Values.text(value), 1L, Long::sum));
    List<Frequencies.Value> each = new ArrayList<>();
    counts.forEach(
        (text, count) -> {
          int length = Math.min(text.codePointCount(0, text.length()), Frequencies.LONGEST + 1);
          String kept = text.substring(0, text.offsetByCodePoints(0, length));
          each.add(new Frequencies.Value(hash(text), kept, count));
        });
    return Frequencies.of(each);
  }

  /** Returns what a row says of two numbers. */
  static PairState pair(PairState none, Object a, Object b) {
    boolean both =
        a instanceof Number && b instanceof Number && Values.isFinite(a) && Values.isFinite(b);
    if (!both) {
      return none;
    }
    double x = ((Number) a).doubleValue();
    double y = ((Number) b).doubleValue();
    return PairState.of(none.a(), none.b(), 1, new double[] {x, y, x * x, y * y, x * y});
  }
}
