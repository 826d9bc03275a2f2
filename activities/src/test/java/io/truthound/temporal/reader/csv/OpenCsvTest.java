package io.truthound.temporal.reader.csv;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.TextForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCsvTest {
  private static final List<String> HEADER = List.of("id", "price", "note");
  private static final RowRange ALL = new RowRange(0, Long.MAX_VALUE);
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", DataType.of(Kind.INT64), true),
          new Column("price", DataType.of(Kind.FLOAT64), true),
          new Column("note", DataType.of(Kind.STRING), true));

  private static @Nullable Connection shared;
  private static @Nullable Path scratch;

  @BeforeContainer
  static void open() throws SQLException, IOException {
    shared = DriverManager.getConnection("jdbc:duckdb:");
    scratch = Files.createTempDirectory("open-csv");
    try (Statement statement = shared.createStatement()) {
      statement.execute("SET threads = 1");
    }
  }

  @AfterContainer
  static void close() throws SQLException, IOException {
    Objects.requireNonNull(shared).close();
    ScratchFolders.delete(Objects.requireNonNull(scratch));
  }

  @Property(seed = SUITE, tries = 150)
  void answersQuicklyWhatItAnswersWithCareOrNotAtAll(
      @ForAll("cells") List<String> cells, @ForAll @IntRange(min = 1, max = 5) int recordsPerBlock)
      throws IOException, SQLException {
    try (OpenCsv csv = csv(Objects.requireNonNull(scratch), cells, recordsPerBlock)) {
      Optional<String> quick = csv.quickRelation(HEADER, ALL);
      if (quick.isEmpty()) {
        return;
      }

      Optional<List<String>> answer = quickAnswer(csv, quick.get());

      List<String> careful = answer(csv, csv.relation(HEADER, ALL));
      assertThat(answer)
          .satisfiesAnyOf(
              each -> assertThat(each).isEmpty(), each -> assertThat(each).contains(careful));
      boolean converts = count(csv.relation(HEADER, ALL), csv.column("price").inconvertible()) == 0;
      boolean fails =
          quick.get().contains("'c1': 'DOUBLE'") && !(converts && !cells.contains("\"\""));
      assertThat(answer.isPresent()).isNotEqualTo(fails);
    }
  }

  @Property(seed = SUITE, tries = 100)
  void readsIntegersQuicklyAsWithCareOrNotAtAll(
      @ForAll("integers") List<String> cells,
      @ForAll @IntRange(min = 1, max = 5) int recordsPerBlock)
      throws IOException, SQLException {
    List<String> lines = cells.stream().map(cell -> cell + ",1.5,n").toList();
    try (OpenCsv csv = open(Objects.requireNonNull(scratch), lines, recordsPerBlock)) {
      String quick = csv.quickRelation(List.of("id"), ALL).orElse("");
      boolean digits = cells.stream().allMatch(cell -> cell.matches("[0-9]*"));

      assertThat(quick.contains("'c0': 'BIGINT'")).isEqualTo(digits);
      if (digits) {
        boolean fit = cells.stream().noneMatch(cell -> cell.length() > 19);
        Optional<List<String>> answer = quickAnswer(csv, csv.quickRelation(HEADER, ALL).get());
        assertThat(answer.isPresent()).isEqualTo(fit);
        answer.ifPresent(
            each -> {
              try {
                assertThat(each).isEqualTo(answer(csv, csv.relation(HEADER, ALL)));
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
            });
      }
    }
  }

  @Provide
  Arbitrary<List<String>> integers() {
    Arbitrary<String> digits =
        Arbitraries.of("", "7", "007", "12345678", "1234567890123456789", "12345678901234567890");
    Arbitrary<String> others = Arbitraries.of("1.5", "-1", "+1", "1e3", "5 ", "5_0", "0x1F", "1.");
    return Arbitraries.frequencyOf(Tuple.of(30, digits), Tuple.of(1, others))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Test
  void readsNumbersAsSuchWhereNoUnderscoreJoinsDigits(@TempDir Path folder) throws IOException {
    assertThat(csv(folder, List.of("1.5", "", "x_1"), 2).quickRelation(HEADER, ALL)).isPresent();
    assertThat(csv(folder, List.of("1.5", "1_5"), 2).quickRelation(List.of("price"), ALL))
        .isEmpty();
  }

  @Test
  void readsNumbersAsTextWhereALineIsNotPlain(@TempDir Path folder) throws IOException {
    assertThat(csv(folder, List.of("1.5", "1.5\r"), 2).quickRelation(HEADER, ALL)).isEmpty();
  }

  @Property(seed = SUITE, tries = 100)
  void readsARangeFromPartsOfItAsFromAll(
      @ForAll("cells") List<String> cells,
      @ForAll @IntRange(min = 1, max = 5) int recordsPerBlock,
      @ForAll @IntRange(max = 11) int first,
      @ForAll @IntRange(min = 1, max = 12) int count)
      throws IOException, SQLException {
    RowRange range = new RowRange(first, count);
    try (OpenCsv csv = csv(Objects.requireNonNull(scratch), cells, recordsPerBlock)) {
      String within = " WHERE " + csv.within(range);

      List<String> answer = answer(csv, csv.relation(HEADER, range) + within);

      assertThat(answer).isEqualTo(answer(csv, csv.relation(HEADER, ALL) + within));
    }
  }

  @Test
  void readsOnlyPartsThatHoldTheRange(@TempDir Path folder) throws IOException {
    try (OpenCsv csv = csv(folder, List.of("1", "2", "3", "4", "5", "6"), 2)) {
      assertThat(csv.relation(HEADER, new RowRange(2, 2)))
          .contains("part-00001.csv", "row_number() OVER () + 1 AS")
          .doesNotContain("part-00000.csv", "part-00002.csv");
    }
  }

  @Test
  void typesOnlyTheColumnsThatAreRead(@TempDir Path folder) throws IOException {
    try (OpenCsv csv = csv(folder, List.of("1.5", "2.5"), 2)) {
      assertThat(csv.relation(List.of("note"), ALL))
          .contains("raw2")
          .doesNotContain("raw0", "raw1");
      assertThat(csv.quickRelation(List.of("note"), ALL)).isEmpty();
    }
  }

  /** What numbers look like, what DuckDB might take for one, and what disturbs lines. */
  @Provide
  Arbitrary<List<String>> cells() {
    Arbitrary<String> number = Arbitraries.of("1.5", "-0", "7", "0.1", "1e3", "+5", ".5", "5.", "");
    Arbitrary<String> strange =
        Arbitraries.of(
            "nan",
            "inf",
            "-Infinity",
            "1e400",
            " 7",
            "8 ",
            "\t1",
            "+-1",
            "1_000",
            "1_000.5",
            "_1",
            "1_",
            "x_1",
            "\"\"",
            "\"4\"",
            "0x10",
            "abc",
            "1d",
            "1,5",
            "1\r",
            "é",
            "\"1\n2\"");
    return Arbitraries.frequencyOf(Tuple.of(9, number), Tuple.of(1, strange))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static OpenCsv csv(Path parent, List<String> cells, int recordsPerBlock)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < cells.size(); at++) {
      lines.add(at + "," + cells.get(at) + ",n");
    }
    return open(parent, lines, recordsPerBlock);
  }

  private static OpenCsv open(Path parent, List<String> lines, int recordsPerBlock)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, "slice");
    Path file =
        Files.writeString(
            folder.resolve("data.csv"), "id,price,note\n" + String.join("\n", lines) + "\n");
    CsvIndex index =
        CsvFileIndexer.index(
            file,
            CsvDialect.DEFAULT,
            recordsPerBlock,
            20,
            CsvFileIndexer.FirstLook.NONE,
            ScanProgress.NONE);
    CsvSlice slice =
        CsvSlice.prepare(
            file, CsvDialect.DEFAULT, index.blocks(), HEADER.size(), folder, ScanProgress.NONE);
    return new OpenCsv(folder, slice, CsvDialect.DEFAULT, TextForms.USUAL, HEADER, COLUMNS);
  }

  private static List<String> answer(OpenCsv csv, String relation) throws SQLException {
    String query =
        "SELECT %s, %s, %s, %s FROM %s"
            .formatted(
                csv.rowNumber(),
                csv.column("id").value(),
                csv.column("price").value(),
                csv.column("price").isNull(),
                relation);
    List<String> rows = new ArrayList<>();
    try (Statement statement = Objects.requireNonNull(shared).createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(
            result.getLong(1)
                + " "
                + result.getString(2)
                + " "
                + result.getString(3)
                + " "
                + result.getString(4));
      }
    }
    return rows;
  }

  private static Optional<List<String>> quickAnswer(OpenCsv csv, String relation) {
    try {
      return Optional.of(answer(csv, relation));
    } catch (SQLException asksForCare) {
      return Optional.empty();
    }
  }

  private static long count(String relation, @Nullable String condition) throws SQLException {
    try (Statement statement = Objects.requireNonNull(shared).createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FILTER (%s) FROM %s".formatted(condition, relation))) {
      result.next();
      return result.getLong(1);
    }
  }
}
