package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several files whose columns differ, by hand: one schema, and every value as it is in its file.
 */
class ManySchemasTest {
  @TempDir Path folder;
  private Engines engines;
  private final List<String> files = new ArrayList<>();

  @BeforeEach
  void open() {
    engines = new Engines(folder);
  }

  @AfterEach
  void close() throws Exception {
    engines.close();
  }

  /** The first value fails, the second does not, whichever file is wider. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INTEGER '7' | BIGINT '3000000000' | int64 | 'type':'less_than','value':3000000000 | 1: 3000000000",
        "UTINYINT '255' | TINYINT '-128' | int16 | 'type':'greater_than','value':-128 | 1: -128",
        "UBIGINT '18446744073709551615' | BIGINT '-1' | int128 | 'type':'in_set','values':[-1] | 0: 18446744073709551615",
        "UBIGINT '18446744073709551615' | BIGINT '-1' | int128 | 'type':'max','max':18446744073709551614 | -",
        "FLOAT '0.1' | DOUBLE '0.1' | float64 | 'type':'in_set','values':[0.1] | 0: 0.10000000149011612",
        "FLOAT 'nan' | DOUBLE '-inf' | float64 | 'type':'in_range','max':0 | 0: NaN",
        "DATE '2024-02-29' | TIMESTAMP '2024-02-29 00:00:01' | timestamp | 'type':'in_range','max':'2024-02-29' | 1: 2024-02-29 00:00:01",
        "DATE 'infinity' | TIMESTAMP '2024-02-29' | timestamp | 'type':'in_range','max':'2024-02-29' | 0: infinity",
        "DECIMAL(4,2) '1.25' | DECIMAL(6,4) '1.2501' | decimal(6,4) | 'type':'in_range','max':1.25 | 1: 1.2501",
        "DECIMAL(38,0) '99999999999999999999999999999999999999' | DECIMAL(2,0) '1' | decimal(38,0) | 'type':'in_set','values':[1] | 0: 99999999999999999999999999999999999999",
      })
  void comparesValuesOfEveryWidth(
      String first, String second, String type, String rule, String failing) throws Exception {
    for (String value : List.of(first, second)) {
      parquet("SELECT " + value.replaceFirst("([^']+) ('.*')", "CAST($2 AS $1)") + " AS x");
    }
    String json = "{\"column\":\"x\"," + rule.replace('\'', '"') + "}";

    Answer answer = check(Dataset.of(files.toArray(String[]::new)), json);

    assertThat(answer.plan().columns().get(0).type().text()).isEqualTo(type);
    assertThat(rows(answer)).isEqualTo(failing);
  }

  @Test
  void readsNullWhereAColumnIsMissing() throws Exception {
    parquet("SELECT 1 AS id, 'a' AS name");
    parquet("SELECT 2 AS id, 7 AS extra UNION ALL SELECT 3, NULL");
    Dataset dataset = Dataset.of(files.toArray(String[]::new)).withAllowMissing(true);

    Answer answer =
        check(
            dataset,
            "{\"type\":\"not_null\",\"column\":\"name\"}",
            "{\"type\":\"regex\",\"column\":\"name\",\"pattern\":\"b\"}",
            "{\"type\":\"expression\",\"expression\":\"extra IS NOT NULL OR name IS NOT NULL\"}",
            "{\"type\":\"sum\",\"column\":\"extra\",\"min\":7,\"max\":7}");

    assertThat(answer.plan().columns().stream().map(Column::name))
        .containsExactly("id", "name", "extra");
    assertThat(answer.plan().columns().get(2).nullable()).isTrue();
    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(3, 2));
    assertThat(answer.merged().totals().of(1)).isEqualTo(new Tally(1, 1));
    assertThat(answer.merged().totals().of(2)).isEqualTo(new Tally(3, 1));
    assertThat(answer.merged().totals().of(3)).isEqualTo(new Tally(1, 0));
  }

  @Test
  void givesAColumnThatIsDeclaredToHaveNoValueTheTypeOfTheOtherFile() throws Exception {
    List<Object> nothing = Arrays.asList(null, null);
    arrow(nothing.toArray());
    arrow(1, 2, 3);
    arrow(1L, null, 3_000_000_000L);

    Answer answer =
        check(
            Dataset.of(files.toArray(String[]::new)),
            "{\"type\":\"in_range\",\"column\":\"x\",\"max\":2}",
            "{\"type\":\"not_null\",\"column\":\"x\"}");

    assertThat(answer.plan().columns().get(0).type().text()).isEqualTo("int64");
    assertThat(rows(answer)).isEqualTo("1: 3, 2: 3000000000");
    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(5, 2));
    assertThat(answer.merged().totals().of(1)).isEqualTo(new Tally(8, 3));
  }

  /** A file may lack every column that rules read; its rows count all the same. */
  @Test
  void countsRowsOfAnArrowFileThatHasNoColumnThatIsRead() throws Exception {
    arrow(1L, 2L);
    Path other = folder.resolve("other.arrow");
    new ArrowTable(List.of("i"), List.of(List.of(7), List.of(8), List.of(9)), List.of(3))
        .write(other);
    files.add(other.toString());
    Dataset dataset = Dataset.of(files.toArray(String[]::new)).withAllowMissing(true);

    Answer answer =
        check(
            dataset,
            "{\"type\":\"not_null\",\"column\":\"x\"}",
            "{\"type\":\"row_count\",\"min\":5,\"max\":5}");

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(5, 3));
    assertThat(answer.merged().totals().of(1)).isEqualTo(new Tally(5, 0));
  }

  private void arrow(Object... values) throws Exception {
    Path file = folder.resolve("part" + files.size() + ".arrow");
    ArrowTable.ofValues(values).write(file);
    files.add(file.toString());
  }

  @Test
  void widensWhatTextLooksLike() throws Exception {
    csv("a.csv", "n,d,e\n1,2024-01-01,\n2,2024-01-02,\n");
    csv("b.csv", "d,e,n\n2024-01-03 10:00:00,5,2.5\n");

    Answer answer =
        check(
            Dataset.of(files.toArray(String[]::new)),
            "{\"type\":\"less_than\",\"column\":\"n\",\"value\":2.5}",
            "{\"type\":\"in_range\",\"column\":\"d\",\"max\":\"2024-01-03\"}");

    assertThat(answer.plan().columns().stream().map(column -> column.type().text()))
        .containsExactly("float64", "timestamp", "int64");
    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(3, 1));
    assertThat(answer.merged().totals().of(1)).isEqualTo(new Tally(3, 1));
  }

  @Test
  void refusesDecimalsThatNoTypeHolds() throws Exception {
    parquet("SELECT CAST(1 AS DECIMAL(38,0)) AS x");
    parquet("SELECT CAST(1 AS DECIMAL(9,2)) AS x");
    parquet("SELECT CAST(0 AS DECIMAL(10,10)) AS x");

    assertThatThrownBy(
            () ->
                check(
                    Dataset.of(files.toArray(String[]::new)),
                    "{\"type\":\"not_null\",\"column\":\"x\"}"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Column \"x\" is decimal(38,0) in %s and decimal(9,2) in %s"
                .formatted(files.get(0), files.get(1)));
  }

  /** Days beyond the last timestamp have no wider value: their rows are said to be unreadable. */
  @Test
  void losesOnlyTheBlockOfADateThatNoTimestampHolds() throws Exception {
    parquet("SELECT DATE '2024-01-01' AS x UNION ALL SELECT DATE '294248-01-01'");
    parquet("SELECT TIMESTAMP '2024-01-01' AS x");

    Answer answer =
        check(Dataset.of(files.toArray(String[]::new)), "{\"type\":\"not_null\",\"column\":\"x\"}");

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(1, 0));
    assertThat(answer.slices().get(0).errors().get(0).message())
        .startsWith("rows 0 to 1 of " + Path.of(files.get(0)).toUri() + " cannot be read: ");
  }

  private void parquet(String query) throws Exception {
    Path file = folder.resolve("part" + files.size() + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
    }
    files.add(file.toString());
  }

  private void csv(String name, String text) throws Exception {
    files.add(Files.writeString(folder.resolve(name), text).toString());
  }

  private Answer check(Dataset dataset, String... rules) throws Exception {
    return engines.check(
        dataset,
        RuleSet.parse("[" + String.join(",", rules) + "]"),
        BatchConfig.DEFAULT,
        new SliceTarget(Long.MAX_VALUE, 1, Long.MAX_VALUE),
        List.of());
  }

  /** Returns the failing row as {@code file: value}, or a dash. */
  private String rows(Answer answer) {
    List<String> rows = new ArrayList<>();
    for (FailingRow row : answer.samples(0, false)) {
      int file = files.indexOf(Path.of(java.net.URI.create(row.source())).toString());
      rows.add(file + ": " + row.values().get("x"));
    }
    return rows.isEmpty() ? "-" : String.join(", ", rows);
  }
}
