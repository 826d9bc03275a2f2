package io.truthound.temporal.reader.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource.MalformedRows.Shown;
import io.truthound.temporal.reader.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB reads of the records of a slice. */
class NdjsonSliceTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("a", DataType.of(DataType.Kind.STRING), true),
          new Column("b", DataType.of(DataType.Kind.STRING), true));

  @TempDir Path folder;
  private int slices;

  @Test
  void givesEachStringAsItIsForEverySlicing() throws Exception {
    Random random = new Random(5);
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int row = 0; row < 5_000; row++) {
      String first = text(random);
      String second = text(random);
      lines.add(
          "{\"a\":%s,\"b\":%s}"
              .formatted(json.writeValueAsString(first), json.writeValueAsString(second)));
      expected.add(row + "|" + first + "|" + second);
    }
    Path file = write(String.join("\n", lines));

    for (long recordsPerBlock : new long[] {1_000_000, 700}) {
      NdjsonProbe probe = NdjsonIndexer.index(SourceFile.of(file), recordsPerBlock, ScanWatch.NONE);
      List<String> read = new ArrayList<>();
      for (Block block : probe.blocks()) {
        read.addAll(read(file, List.of(block)));
      }
      assertThat(probe.columnNames()).containsExactly("a", "b");
      assertThat(read).isEqualTo(expected);
      assertThat(read(file, probe.blocks())).isEqualTo(expected);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int at = 0; at < length; at++) {
      switch (random.nextInt(4)) {
        case 0 -> text.append("\",\n\r\\' \t|".charAt(random.nextInt(8)));
        case 1 -> text.append((char) random.nextInt(0x20));
        case 2 -> text.appendCodePoint(0x1f400 + random.nextInt(100));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  @Test
  void keepsNumbersAsWrittenAndNestedValuesAsTheirText() throws Exception {
    Path file =
        write(
            "{\"a\": 1.50, \"b\": {\"x\": [1, \"\\u0041\"]}}\n"
                + "{\"b\": -0, \"c\": 1}\n"
                + "{\"a\": \"\", \"b\": null}\n");

    assertThat(read(file, NdjsonIndexer.index(SourceFile.of(file), 9, ScanWatch.NONE).blocks()))
        .containsExactly("0|1.50|{\"x\": [1, \"\\u0041\"]}", "1|null|-0", "2||null");
  }

  @Test
  void saysWhatKindsOfValuesEachColumnHas() throws Exception {
    Path file = write("{\"a\":1,\"b\":\"x\"}\n{\"b\":null}\n{\"a\":2,\"b\":true}\n{\"a\":1.5}}\n");

    assertThat(
            slice(file, NdjsonIndexer.index(SourceFile.of(file), 9, ScanWatch.NONE).blocks())
                .kinds())
        .containsExactly(
            Set.of(JsonLine.Kind.INTEGER),
            Set.of(JsonLine.Kind.STRING, JsonLine.Kind.NULL, JsonLine.Kind.TRUE));
  }

  @Test
  void givesANumberTheValueThatItsTextHasForDuckDb() throws Exception {
    List<Column> numbers =
        List.of(
            new Column("a", DataType.of(DataType.Kind.INT64), true),
            new Column("b", DataType.of(DataType.Kind.FLOAT64), true));
    Random random = new Random(8);
    StringBuilder text = new StringBuilder("{\"a\":-0,\"b\":-0}\n{\"a\":null}\n");
    for (int row = 0; row < 150_000; row++) {
      String digits = Long.toString(random.nextLong() >>> (14 + random.nextInt(50)));
      String fraction = Long.toString(random.nextLong() >>> (20 + random.nextInt(44)));
      boolean isShort = digits.length() + fraction.length() < 14;
      text.append(
          "{\"a\":%s%s,\"b\":%s%s%s}\n"
              .formatted(
                  random.nextBoolean() ? "-" : "",
                  digits,
                  random.nextBoolean() ? "-" : "",
                  isShort ? digits : "0",
                  isShort ? "." + fraction : ""));
    }
    Path file = write(text.toString());
    Path own = Files.createDirectory(folder.resolve("numbers"));
    List<Block> blocks = NdjsonIndexer.index(SourceFile.of(file), 100_000, ScanWatch.NONE).blocks();

    NdjsonSlice slice =
        NdjsonSlice.write(file, new Segment(0, 0, blocks, null), numbers, own, ScanWatch.NONE);

    assertThat(slice.numbers()).containsExactlyInAnyOrderEntriesOf(Map.of(0, "c3", 1, "c4"));
    assertThat(
            select(
                slice,
                "count(c1), count(c2), count(*) FILTER (CAST(c1 AS BIGINT) IS DISTINCT FROM c3"
                    + " OR CAST(c2 AS DOUBLE) IS DISTINCT FROM c4"
                    + " OR signbit(CAST(c2 AS DOUBLE)) IS DISTINCT FROM signbit(c4))"))
        .containsExactly("150001|150001|0");
  }

  @Test
  void leavesNumbersToDuckDbWhoseValueIsNotCertain() throws Exception {
    List<Column> numbers =
        List.of(
            new Column("a", DataType.of(DataType.Kind.INT64), true),
            new Column("b", DataType.of(DataType.Kind.FLOAT64), true));
    for (String line :
        List.of(
            "{\"a\":9223372036854775808,\"b\":0.12345678901234567}",
            "{\"a\":1.5,\"b\":1e3}",
            "{\"a\":\"1\",\"b\":true}")) {
      Path file = write("{\"a\":1,\"b\":1}\n" + line + "\n");
      Path own = Files.createDirectory(folder.resolve("numbers" + slices++));
      List<Block> blocks = NdjsonIndexer.index(SourceFile.of(file), 9, ScanWatch.NONE).blocks();

      NdjsonSlice slice =
          NdjsonSlice.write(file, new Segment(0, 0, blocks, null), numbers, own, ScanWatch.NONE);

      assertThat(slice.numbers()).isEmpty();
    }
  }

  @Test
  void writesOverWhatALongerSliceLeft() throws Exception {
    Path longer = write("{\"a\":\"%s\",\"b\":1}\n".formatted("x".repeat(5_000)).repeat(50));
    Path own = Files.createDirectory(folder.resolve("slot"));
    write(longer, own);

    Path shorter = write("{\"a\":\"y\",\"b\":2}\n");
    NdjsonSlice slice = write(shorter, own);

    assertThat(rows(slice)).containsExactly("0|y|2");
    assertThat(own.toFile().listFiles()).containsExactly(slice.scratch().toFile());
    assertThat(Files.size(slice.scratch())).isLessThan(1_000);
  }

  private static NdjsonSlice write(Path file, Path own) throws Exception {
    List<Block> blocks = NdjsonIndexer.index(SourceFile.of(file), 100, ScanWatch.NONE).blocks();
    return NdjsonSlice.write(file, new Segment(0, 0, blocks, null), COLUMNS, own, ScanWatch.NONE);
  }

  @Test
  void readsALineOfAMebibyteAndNoLongerOne() throws Exception {
    String longest = "\\\"".repeat((Lines.MOST_BYTES - 8) / 2);
    String tooLong = "x".repeat(3 * Lines.MOST_BYTES);
    Path file =
        write(
            "{\"a\":\"%s\"}\n{\"a\":\"%sx\"}\n%s\n{\"a\":\"b\"}\n%s"
                .formatted(longest, longest, tooLong, tooLong));
    NdjsonProbe probe = NdjsonIndexer.index(SourceFile.of(file), 9, ScanWatch.NONE);

    NdjsonSlice slice = slice(file, probe.blocks());

    assertThat(probe.blocks()).containsExactly(new Block(0, 5, 0, Files.size(file)));
    assertThat(slice.malformed().shown())
        .extracting(Shown::row, Shown::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "more than 1 MiB"),
            org.assertj.core.groups.Tuple.tuple(2L, "more than 1 MiB"),
            org.assertj.core.groups.Tuple.tuple(4L, "more than 1 MiB"));
    assertThat(read(file, probe.blocks()))
        .containsExactly("0|" + "\"".repeat(longest.length() / 2) + "|null", "3|b|null");
  }

  @Test
  void refusesNestingWithoutEndButNotAThousand() {
    JsonLine line = new JsonLine();

    assertThat(line.read(nested(1_000), 0, 2_006)).isNull();
    assertThat(line.read(nested(1_001), 0, 2_008)).isEqualTo("nested deeper than 1,000");
  }

  private static byte[] nested(int depth) {
    return ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("lines.ndjson"), text);
  }

  private NdjsonSlice slice(Path file, List<Block> blocks) throws Exception {
    Path own = Files.createDirectory(folder.resolve("slice" + slices++));
    return NdjsonSlice.write(file, new Segment(0, 0, blocks, null), COLUMNS, own, ScanWatch.NONE);
  }

  private List<String> read(Path file, List<Block> blocks) throws Exception {
    return rows(slice(file, blocks));
  }

  private List<String> rows(NdjsonSlice slice) throws Exception {
    List<String> rows = select(slice, "c0, c1, c2");
    assertThat(rows).hasSize((int) slice.written());
    return rows;
  }

  private List<String> select(NdjsonSlice slice, String what) throws Exception {
    List<String> rows = new ArrayList<>();
    DuckDbSettings settings = new DuckDbSettings(128L << 20, folder, 1L << 30);
    try (DuckDb db = DuckDb.open(settings, List.of(slice.scratch()))) {
      db.query(
          "SELECT " + what + " FROM " + ScanSql.read(slice.scratch()),
          ScanWatch.NONE,
          row -> rows.add(row.getLong(1) + "|" + row.getString(2) + "|" + row.getString(3)));
    }
    return rows;
  }
}
