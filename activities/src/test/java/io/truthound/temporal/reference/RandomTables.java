package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.reference.Table.Bad;
import io.truthound.temporal.reference.Table.Bytes;
import io.truthound.temporal.reference.Table.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;

/** Makes tables of random columns and rows, full of what is easy to get wrong. */
public final class RandomTables {
  private static final List<String> NAMES =
      List.of("a", "B", "order", "two words", "größe", "say \"x\"", "x,y", "_1");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t \n",
          "ABC",
          "ABD",
          "abc",
          "AB1",
          "zürich",
          "👍",
          "é",
          "e\u0301",
          "\u00a0",
          "\ufeffx",
          "it's",
          "say \"x\"",
          "a,b",
          "two\nlines",
          "two\r\nlines",
          "back\\slash",
          "NULL",
          "null",
          "12",
          "-1.5e3",
          ".5",
          "1.",
          "007",
          "2024-02-29",
          "2024-02-30",
          "2024-02-29T12:00:00Z",
          "ada@example.org",
          "a@b@c.org",
          "https://example.org/x",
          "ftp://",
          "6f1c8c1e-7f5a-4c0e-9d7e-2b8f0c1d2e3f",
          "%_",
          "x".repeat(70),
          "👍".repeat(66));

  private final Random random;
  private final DatasetFormat format;

  private RandomTables(Random random, DatasetFormat format) {
    this.random = random;
    this.format = format;
  }

  /** Makes a table that a format can hold; text formats have a first row of values. */
  public static Table of(Random random, DatasetFormat format) {
    return new RandomTables(random, format).table();
  }

  private Table table() {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    List<Column> columns = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    for (int at = 0; at < count; at++) {
      columns.add(new Column(names.get(at), type(), true));
    }
    List<Part> files = new ArrayList<>();
    int most = 1 + random.nextInt(3);
    double nulls = random.nextInt(3) * 0.15;
    double tame = random.nextBoolean() ? 0 : 0.85;
    for (int file = 0; file < most; file++) {
      boolean empty = !isText() && random.nextInt(10) == 0;
      int size = empty ? 0 : 1 + random.nextInt(1 + random.nextInt(50));
      List<List<Object>> rows = new ArrayList<>();
      for (int row = 0; row < size; row++) {
        rows.add(row(columns, isText() && row == 0 ? 0 : nulls, tame));
      }
      files.add(new Part(rows, cut(size)));
    }
    return new Table(columns, files);
  }

  private boolean isText() {
    return format == DatasetFormat.CSV || format == DatasetFormat.NDJSON;
  }

  private DataType type() {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.removeAll(List.of(Kind.INTERVAL, Kind.OTHER));
    if (isText()) {
      kinds.removeAll(List.of(Kind.TIMESTAMP_TZ, Kind.TIME, Kind.BINARY, Kind.UUID));
    } else {
      kinds.remove(Kind.INT128);
    }
    if (format == DatasetFormat.ARROW) {
      kinds.remove(Kind.UUID);
    }
    kinds.addAll(List.of(Kind.STRING, Kind.STRING, Kind.FLOAT64));
    Kind kind = pick(kinds);
    if (kind != Kind.DECIMAL) {
      return DataType.of(kind);
    }
    int precision = pick(List.of(1, 4, 5, 9, 10, 18, 19, 38));
    return DataType.decimal(precision, random.nextInt(Math.min(precision, 12) + 1));
  }

  private List<Object> row(List<Column> columns, double nulls, double tame) {
    List<Object> row = new ArrayList<>();
    for (Column column : columns) {
      if (random.nextDouble() < nulls) {
        row.add(null);
      } else if (isText() && nulls > 0.2 && random.nextInt(6) == 0) {
        row.add(bad(column.type()));
      } else {
        List<Object> values = values(column.type());
        row.add(random.nextDouble() < tame ? values.get(values.size() - 1) : pick(values));
      }
    }
    return row;
  }

  private Object bad(DataType type) {
    if (type.textual()) {
      return null;
    }
    if (type.integral()) {
      return new Bad(pick(List.of("x", "1.5", "1e3", "0x10", "1_000", "9".repeat(40))));
    }
    return switch (type.kind()) {
      case DATE -> new Bad(pick(List.of("2024-02-30", "29.02.2024", "2024-2-9")));
      case TIMESTAMP -> new Bad(pick(List.of("2024-02-29 25:00", "noon")));
      case BOOL -> new Bad(pick(List.of("1", "yes", "t")));
      case DECIMAL -> new Bad(pick(List.of("1e2", "x", "9".repeat(40))));
      default -> new Bad(pick(List.of("x", "1_0", "1.5.5")));
    };
  }

  /** Returns some values of a type; the last is one like any other. */
  List<Object> values(DataType type) {
    if (type.integral()) {
      return integers(type);
    }
    return switch (type.kind()) {
      case FLOAT32 ->
          List.of(
              0f,
              -0f,
              0.1f,
              -2.25f,
              3.4e38f,
              1e-40f,
              16777216f,
              Float.NaN,
              Float.POSITIVE_INFINITY,
              Float.NEGATIVE_INFINITY,
              (float) random.nextInt(9),
              1.5f);
      case FLOAT64 ->
          List.of(
              0.0,
              -0.0,
              0.1,
              -2.25,
              1e300,
              -1e300,
              Double.MIN_VALUE,
              9007199254740992.0,
              1e16,
              Double.NaN,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              random.nextInt(9) / 10.0,
              1.5);
      case DECIMAL -> decimals(type);
      case STRING -> List.copyOf(TEXTS.subList(0, TEXTS.size()));
      case BOOL -> List.of(false, true);
      case DATE ->
          List.of(
              LocalDate.of(1969, 7, 20),
              LocalDate.of(1, 1, 1),
              LocalDate.of(9999, 12, 31),
              LocalDate.of(2024, 2, 29),
              LocalDate.of(1970, 1, 1),
              LocalDate.ofEpochDay(19_000 + random.nextInt(99)),
              LocalDate.of(2024, 1, 1));
      case TIMESTAMP ->
          List.of(
              LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
              LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1_000),
              LocalDateTime.of(2024, 2, 29, 12, 0),
              LocalDateTime.of(1, 1, 1, 0, 0),
              LocalDateTime.of(2024, 1, 1, 23, 59, 59, 500_000_000),
              LocalDateTime.of(2024, 1, 1, 0, 0));
      case TIMESTAMP_TZ ->
          List.of(
              Instant.parse("1969-12-31T23:59:59.999999Z"),
              Instant.parse("2024-03-31T01:30:00Z"),
              Instant.parse("2024-01-01T00:00:00.000001Z"),
              Instant.parse("2024-01-01T00:00:00Z"));
      case TIME ->
          List.of(
              LocalTime.MIDNIGHT,
              LocalTime.of(23, 59, 59, 999_999_000),
              LocalTime.of(12, 30, 0, 500_000_000),
              LocalTime.of(12, 30));
      case BINARY ->
          List.of(
              new Bytes(""),
              new Bytes("00"),
              new Bytes("fffe"),
              new Bytes("5c6127"),
              new Bytes("c3a9"),
              new Bytes("616263"));
      default ->
          List.of(
              new UUID(0, 0),
              new UUID(-1, -1),
              UUID.fromString("6f1c8c1e-7f5a-4c0e-9d7e-2b8f0c1d2e3f"));
    };
  }

  private List<Object> integers(DataType type) {
    int bits = Integer.parseInt(type.text().replaceAll("\\D", ""));
    boolean signed = !type.text().startsWith("u");
    BigInteger top = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
    List<Object> values = new ArrayList<>();
    values.add(BigInteger.ZERO);
    values.add(BigInteger.ONE);
    values.add(signed ? top.negate() : BigInteger.TEN);
    values.add(top.subtract(BigInteger.ONE));
    if (bits >= 64) {
      values.add(BigInteger.valueOf(9007199254740993L));
    }
    values.add(BigInteger.valueOf(random.nextInt(100)));
    values.add(BigInteger.valueOf(signed ? -5 : 5));
    return values;
  }

  private List<Object> decimals(DataType type) {
    BigInteger most = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    List<Object> values = new ArrayList<>();
    for (BigInteger unscaled :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE.negate(),
            most,
            most.negate(),
            BigInteger.valueOf(random.nextInt(1_000)).min(most),
            BigInteger.valueOf(125).min(most))) {
      values.add(new BigDecimal(unscaled, type.scale()));
    }
    return values;
  }

  private List<Integer> cut(int size) {
    TreeSet<Integer> ends = new TreeSet<>();
    int cuts = random.nextInt(4) * random.nextInt(3);
    for (int at = 0; at < cuts && size > 1; at++) {
      ends.add(1 + random.nextInt(size - 1));
    }
    ends.add(size);
    List<Integer> groups = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      groups.add(end - from);
      from = end;
    }
    return groups;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Returns some values of a type. */
  static List<Object> some(Random random, DataType type) {
    return new RandomTables(random, DatasetFormat.PARQUET).values(type);
  }
}
