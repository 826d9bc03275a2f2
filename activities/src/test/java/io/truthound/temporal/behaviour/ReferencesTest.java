package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.CrossTableRowCount;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that hold a dataset against another one. */
class ReferencesTest extends RealBehaviour {

  /** Writes a file of its own; the query's rows are its rows. */
  private String parquet(String name, String query) {
    Path file = folder.resolve(name + ".parquet");
    Tables.table(file, query);
    return file.toString();
  }

  private Dataset own(String query) {
    return Dataset.parquet(parquet("own", query));
  }

  private RuleResult only(Dataset dataset, Rule rule) {
    CheckResult result = real(BatchConfig.DEFAULT).checkBatch(dataset, RuleSet.of(rule));
    return BatchArtifacts.report(result.report()).rules().get(0);
  }

  private static ReferentialIntegrity keys(
      List<String> columns, String reference, List<String> referenceColumns) {
    return new ReferentialIntegrity(
        columns, reference, null, referenceColumns, Severity.ERROR, null);
  }

  @Test
  void aKeyThatIsNotInTheReferenceFails() {
    Dataset own = own("SELECT unnest([1, 7, NULL, 2, 7, 9]) AS k");
    String other = parquet("other", "SELECT unnest([2, 1, 2, NULL]) AS k");

    RuleResult rule = only(own, new ReferentialIntegrity("k", other));

    assertThat(rule.status()).isEqualTo(Status.FAILED);
    assertThat(rule.tally()).isEqualTo(new Tally(5, 3));
    assertThat(rule.message()).isEqualTo("3 of 5 rows have a key that is not in the reference");
    assertThat(rule.samples()).extracting(FailingRow::row).containsExactly(1L, 4L, 5L);
    assertThat(rule.samples())
        .extracting(row -> String.valueOf(row.values()))
        .containsExactly("{k=7}", "{k=7}", "{k=9}");
  }

  @Test
  void aKeyOfSeveralColumnsIsComparedAsAWhole() {
    Dataset own = own("SELECT * FROM (VALUES (1, 'a'), (1, 'b'), (NULL, 'b'), (2, NULL)) t(n, t)");
    String other = parquet("other", "SELECT * FROM (VALUES ('a', 1), ('b', 2)) t(name, number)");

    RuleResult rule = only(own, keys(List.of("n", "t"), other, List.of("number", "name")));

    assertThat(rule.tally()).isEqualTo(new Tally(2, 1));
    assertThat(rule.samples()).extracting(FailingRow::row).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1::TINYINT    | 1::BIGINT          | 0",
        "-1::BIGINT    | 18446744073709551615::UBIGINT | 1",
        "1::INTEGER    | 1.00::DECIMAL(9,2) | 0",
        "1.5::DECIMAL(9,1) | 1.50::DECIMAL(18,2) | 0",
        "1.25::FLOAT   | 1.25::DOUBLE       | 0",
        "0.1::FLOAT    | 0.1::DOUBLE        | 1",
        "0.0::DOUBLE   | -0.0::DOUBLE       | 0",
        "'NaN'::FLOAT  | 'NaN'::DOUBLE      | 0",
        "'é'           | concat('e', chr(769)) | 1",
        "'a'           | 'a '               | 1",
        "DATE '2024-02-29' | DATE '2024-02-29' | 0",
        "TIMESTAMP_NS '2024-01-01 00:00:00.000000001' | TIMESTAMP '2024-01-01' | 1",
        "TIMESTAMP_S '2024-01-01 00:00:00' | TIMESTAMP_NS '2024-01-01' | 0",
        "true          | true               | 0",
        "'ab'::BLOB    | 'ab'::BLOB         | 0",
        "repeat('x', 1000000) | repeat('x', 1000000) | 0",
        "repeat('x', 1000000) | concat(repeat('x', 999999), 'y') | 1",
      })
  void keysOfDifferentTypesAreComparedByValue(String own, String other, long failed) {
    Dataset dataset = own("SELECT " + own + " AS k");
    String reference = parquet("other", "SELECT " + other + " AS k");

    RuleResult rule = only(dataset, new ReferentialIntegrity("k", reference));

    assertThat(rule.tally()).isEqualTo(new Tally(1, failed));
  }

  @Test
  void everyKeyFailsWhereTheReferenceHasNoRows() {
    Dataset own = own("SELECT unnest([1, NULL, 3]) AS k");
    String other = parquet("other", "SELECT 'a' AS k WHERE false");

    assertThat(only(own, new ReferentialIntegrity("k", other)).tally()).isEqualTo(new Tally(2, 2));
  }

  @Test
  void aDatasetWithoutKeysPasses() {
    Dataset own = own("SELECT NULL::INTEGER AS k FROM range(3)");
    String other = parquet("other", "SELECT 1 AS k");

    RuleResult rule = only(own, new ReferentialIntegrity("k", other));

    assertThat(rule.status()).isEqualTo(Status.PASSED);
    assertThat(rule.message()).isEqualTo("no key to evaluate");
  }

  @Test
  void theReferenceMayBeOfAnotherFormatAndOfSeveralFiles() throws IOException {
    Dataset own = own("SELECT i::INTEGER AS k FROM range(8) t(i)");
    Path others = Files.createDirectories(folder.resolve("others"));
    Files.writeString(others.resolve("a.csv"), "id,k\n1,3\n2,4\nbad\n");
    Files.writeString(others.resolve("b.csv"), "k,id\n5,x\n,y\n6,z\n");

    RuleResult rule =
        only(
            own,
            new ReferentialIntegrity(
                List.of("k"),
                others + "/*.csv",
                DatasetFormat.CSV,
                null,
                Severity.WARNING,
                "parents"));

    assertThat(rule.status()).isEqualTo(Status.WARNING);
    assertThat(rule.samples()).extracting(FailingRow::row).containsExactly(0L, 1L, 2L, 7L);
  }

  @Test
  void whatCannotBeComparedIsRefusedBeforeAnythingIsScanned() {
    Dataset own = own("SELECT 1 AS k, 'a' AS t, 1.5::DOUBLE AS d");
    String other = parquet("other", "SELECT 1 AS key, [1] AS list");

    refuses(
        own,
        keys(List.of("k"), other, List.of("kye")),
        "Invalid rule 0 (referential_integrity): unknown column \"kye\" of the reference (columns:"
            + " key, list; nearest: \"key\")");
    refuses(
        own,
        keys(List.of("t"), other, List.of("key")),
        "Invalid rule 0 (referential_integrity): column \"t\" is string and column \"key\" of the"
            + " reference is int32 cannot be compared");
    refuses(
        own,
        keys(List.of("d"), other, List.of("key")),
        "Invalid rule 0 (referential_integrity): column \"d\" is float64 and column \"key\" of the"
            + " reference is int32 cannot be compared");
    refuses(
        own,
        keys(List.of("k"), other, List.of("list")),
        "Invalid rule 0 (referential_integrity): column \"k\" is int32 and column \"list\" of the"
            + " reference is other(INTEGER[]) cannot be compared");
    refuses(
        own,
        new CrossTableRowCount(folder.resolve("gone.parquet").toString()),
        "Invalid rule 0 (cross_table_row_count): its reference: No such file: "
            + folder.resolve("gone.parquet"));
  }

  private void refuses(Dataset dataset, Rule rule, String message) {
    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> real(BatchConfig.DEFAULT).checkBatch(dataset, RuleSet.of(rule)))
        .withMessageContaining(message);
  }

  @Test
  void aReferenceThatChangedAfterPlanningMakesTheRuleAnErrorAndNoChunk() throws IOException {
    Dataset own = own("SELECT 1 AS k");
    String other = parquet("other", "SELECT 1 AS k");
    HookedStore store = HookedStore.at(folder);
    store.after("plan.json", () -> Files.writeString(Path.of(other), "changed"));
    world(plugin -> plugin.addStore(store));

    CheckResult result =
        real(BatchConfig.DEFAULT).checkBatch(own, RuleSet.of(new ReferentialIntegrity("k", other)));

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).message())
        .contains("other.parquet changed after it was planned");
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | 10 | 0    | PASSED | 10 rows, 10 in the reference",
        "10 | 11 | 0    | FAILED | 10 rows, 11 in the reference, beyond the tolerance of 0",
        "9  | 10 | 0.1  | PASSED | 9 rows, 10 in the reference",
        "11 | 10 | 0.1  | PASSED | 11 rows, 10 in the reference",
        "8  | 10 | 0.19 | FAILED | 8 rows, 10 in the reference, beyond the tolerance of 0.19",
        "0  | 3  | 1    | PASSED | 0 rows, 3 in the reference",
        "7  | 3  | 1    | FAILED | 7 rows, 3 in the reference, beyond the tolerance of 1",
        "1  | 0  | 1    | FAILED | 1 rows, 0 in the reference, beyond the tolerance of 1",
        "0  | 0  | 0    | PASSED | 0 rows, 0 in the reference",
      })
  void rowCountsMayDifferByAShareOfTheReferences(
      long rows, long others, BigDecimal tolerance, Status status, String message) {
    Dataset own = own("SELECT i FROM range(%d) t(i)".formatted(rows));
    String other = parquet("other", "SELECT i AS j FROM range(%d) t(i)".formatted(others));

    RuleResult rule =
        only(own, new CrossTableRowCount(other, null, tolerance, Severity.ERROR, null));

    assertThat(rule.status()).isEqualTo(status);
    assertThat(rule.message()).isEqualTo(message);
    assertThat(rule.observed()).isEqualTo(Long.toString(rows));
  }

  @Test
  void wideBatchesReferToOtherDatasetsToo() {
    Dataset own = own("SELECT unnest([1, 2, 3]) AS k");
    String other = parquet("other", "SELECT unnest([1, 2]) AS k");
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 30; rule++) {
      rules.add(new ReferentialIntegrity("k", other));
      rules.add(new CrossTableRowCount(other));
    }

    CheckResult wide = real(BatchConfig.DEFAULT).checkBatch(own, new RuleSet(rules));
    CheckResult narrow =
        real(BatchConfig.DEFAULT).checkBatch(own, new RuleSet(rules.subList(0, 2)));

    assertThat(BatchArtifacts.report(wide.report()).rules().subList(0, 2))
        .isEqualTo(BatchArtifacts.report(narrow.report()).rules());
    assertThat(narrow.rules())
        .extracting(RuleResult::message)
        .containsExactly(
            "1 of 3 rows have a key that is not in the reference",
            "3 rows, 2 in the reference, beyond the tolerance of 0");
  }
}
