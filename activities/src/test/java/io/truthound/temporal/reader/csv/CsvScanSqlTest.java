package io.truthound.temporal.reader.csv;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvScanSqlTest {
  private static @Nullable DuckDbReading shared;
  private static @Nullable Path scratch;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  @BeforeContainer
  static void open() throws SQLException, IOException {
    shared = new DuckDbReading("256MB");
    scratch = Files.createTempDirectory("csv");
  }

  @AfterContainer
  static void close() throws SQLException, IOException {
    if (shared != null && scratch != null) {
      shared.close();
      try (var files = Files.list(scratch)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(scratch);
    }
  }

  @Property(seed = SUITE, tries = 350)
  void duckDbReadsExactlyTheWellFormedRecords(
      @ForAll("nastyBytes") byte[] records,
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll @IntRange(min = 1, max = 60) int bytesPerPart)
      throws IOException, SQLException {
    String header = "a,b,c,d".substring(0, columns * 2 - 1) + "\n";
    byte[] text = CsvTexts.joined(List.of(header.getBytes(UTF_8), records));
    List<SlowCsv.Row> rows =
        SlowCsv.rows(text, header.length(), CsvDialect.DEFAULT, CsvLimits.DEFAULT, columns);
    if (rows.isEmpty() || scratch == null || shared == null) {
      return;
    }

    NormalizedCsv csv = normalize(scratch, text, CsvDialect.DEFAULT, bytesPerPart);

    assertThat(csv.records()).isEqualTo(rows.size());
    assertThat(csv.malformed().numbers().boxed().toList())
        .isEqualTo(
            rows.stream().filter(r -> r.malformed() != null).map(r -> number(rows, r)).toList());
    Map<Long, List<@Nullable String>> expected = new LinkedHashMap<>();
    for (SlowCsv.Row row : rows) {
      if (row.malformed() == null) {
        expected.put(number(rows, row), row.values());
      }
    }
    assertThat(csv.written()).isEqualTo(expected.size());
    assertThat(shared.read(CsvDialect.DEFAULT, columns, csv).entrySet())
        .containsExactlyElementsOf(expected.entrySet());
  }

  @Property(seed = SUITE, tries = 75)
  void duckDbReadsOtherDialectsTheSameWay(@ForAll("nastyBytes") byte[] records, @ForAll int choice)
      throws IOException, SQLException {
    List<CsvDialect> dialects =
        List.of(
            CsvDialect.of(';'),
            CsvDialect.of('\t'),
            CsvDialect.of('|', '\''),
            CsvDialect.of(':'),
            CsvDialect.of('#'),
            CsvDialect.of('\u001f'));
    CsvDialect dialect = dialects.get(Math.floorMod(choice, dialects.size()));
    byte[] text = CsvTexts.joined(List.of("a,b,c\n".getBytes(UTF_8), records));
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] == ',' ? dialect.delimiter() : text[i] == '"' ? dialect.quote() : text[i];
    }
    List<SlowCsv.Row> rows = SlowCsv.rows(text, 6, dialect, CsvLimits.DEFAULT, 3);
    if (rows.isEmpty() || scratch == null || shared == null) {
      return;
    }

    NormalizedCsv csv = normalize(scratch, text, dialect, 1000);

    assertThat(shared.read(dialect, 3, csv).values())
        .containsExactlyElementsOf(
            rows.stream().filter(r -> r.malformed() == null).map(SlowCsv.Row::values).toList());
  }

  @Test
  void duckDbReadsTheLongestRecords() throws IOException, SQLException {
    String lines = ("y".repeat(1022) + "\n").repeat(64);
    String quoted = ("\"" + lines.substring(64 * 1023 - 65_000) + "\",").repeat(16);
    int rest = (1 << 20) - quoted.length();
    String longest = quoted + "z".repeat(rest);
    String text = header(17) + longest + "\n" + longest + "z\n" + ",".repeat(16) + "\n";

    try (DuckDbReading duckDb = new DuckDbReading("128MB")) {
      NormalizedCsv csv = normalize(directory, text.getBytes(UTF_8), CsvDialect.DEFAULT, 16 << 20);

      assertThat(csv.malformed().countsByKind())
          .containsExactly(Map.entry(MalformedKind.TOO_LONG, 1L));
      assertThat(duckDb.number("count(*)", CsvDialect.DEFAULT, 17, csv)).isEqualTo(2);
      assertThat(duckDb.number("max(length(c16))", CsvDialect.DEFAULT, 17, csv)).isEqualTo(rest);
      assertThat(duckDb.number("max(length(c0))", CsvDialect.DEFAULT, 17, csv)).isEqualTo(65_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"16777216, 60MB", "1000000000, 512MB"})
  void duckDbTakesNoTextInQuotesForRecordsAndHoldsOnePartOnly(long bytesPerPart, String memory)
      throws IOException, SQLException {
    Path file = directory.resolve("data.csv");
    long records = 3000;
    long length = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("a,b\n");
      for (int i = 0; i < records; i++) {
        String lines = "5,x,yy\n".repeat(i * 7 % 9000);
        out.write("x,\"" + lines + "\"\n");
        length += lines.length();
      }
    }

    NormalizedCsv csv = normalize(file, CsvDialect.DEFAULT, bytesPerPart);

    assertThat(csv.bytes()).isGreaterThan(64L << 20);
    assertThat(csv.written()).isEqualTo(records);
    try (DuckDbReading duckDb = new DuckDbReading(memory)) {
      assertThat(duckDb.number("count(*)", CsvDialect.DEFAULT, 2, csv)).isEqualTo(records);
      assertThat(duckDb.number("sum(length(c1))", CsvDialect.DEFAULT, 2, csv)).isEqualTo(length);
      assertThat(duckDb.number("sum(__rn)", CsvDialect.DEFAULT, 2, csv))
          .isEqualTo(records * (records - 1) / 2);
    }
  }

  @Test
  void duckDbReadsNoRecordsFromAnEmptyPart() throws IOException, SQLException {
    try (DuckDbReading duckDb = new DuckDbReading("60MB")) {
      NormalizedCsv csv =
          normalize(directory, "a,b\n1\n".getBytes(UTF_8), CsvDialect.DEFAULT, 1000);

      assertThat(csv.parts()).hasSize(1);
      assertThat(duckDb.read(CsvDialect.DEFAULT, 2, csv)).isEmpty();
    }
  }

  @Provide
  Arbitrary<byte[]> nastyBytes() {
    return CsvTexts.nastyBytes(60).filter(bytes -> new String(bytes, UTF_8).indexOf('\0') < 0);
  }

  private static String header(int columns) {
    StringBuilder header = new StringBuilder("c0");
    for (int i = 1; i < columns; i++) {
      header.append(",c").append(i);
    }
    return header + "\n";
  }

  private static long number(List<SlowCsv.Row> rows, SlowCsv.Row row) {
    return rows.indexOf(row);
  }

  private static NormalizedCsv normalize(
      Path directory, byte[] text, CsvDialect dialect, long bytesPerPart) throws IOException {
    return normalize(Files.write(directory.resolve("data.csv"), text), dialect, bytesPerPart);
  }

  private static NormalizedCsv normalize(Path file, CsvDialect dialect, long bytesPerPart)
      throws IOException {
    CsvIndex index = CsvIndexer.index(file, dialect);
    return CsvNormalizer.normalize(
        file,
        dialect,
        index.blocks(),
        index.columns().size(),
        file.resolveSibling("."),
        ScanProgress.NONE,
        bytesPerPart);
  }
}
