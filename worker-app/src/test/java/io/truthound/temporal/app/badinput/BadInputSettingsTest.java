package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that make no sense, servers that are not there, stores that take nothing. */
class BadInputSettingsTest {
  @TempDir Path folder;
  private Tables tables;
  private Checks checks;
  private Path data;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
    data = tables.text("orders.csv", "id\n1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--batch-size | 0 | Invalid --batch-size: 0 (allowed: 1 or more rows)",
        "--max-workers | -1 | Invalid --max-workers: -1 (allowed: 1 to 500)",
        "--sample-size | -1 | Invalid --sample-size: -1 (allowed: 0 to 1000 rows)",
        "--max-attempts | 0 | Invalid --max-attempts: 0 (allowed: 1 or more)",
        "--timeout | 0 | Invalid --timeout: 0.0 seconds (allowed: more than 0)",
        "--timeout | NaN | Invalid --timeout: NaN seconds (allowed: more than 0)",
        "--preset | paralel | Invalid --preset: \"paralel\" (allowed: default, parallel, sequential,"
            + " fail-fast, large; nearest: parallel)",
        "--strategy | fast | Invalid --strategy: \"fast\" (allowed: sequential, parallel, adaptive)",
        "--aggregation | sum | Invalid --aggregation: \"sum\" (allowed: merge, worst, best,"
            + " majority, first-failure, all)",
        "--input-format | orc | Invalid --input-format: \"orc\" (allowed: parquet, csv, ndjson, arrow)",
        "--fail-on | never | Invalid --fail-on: \"never\" (allowed: failed, warning)",
        "--workflow-id | ` ` | Invalid --workflow-id: found \" \" (allowed: 1 to 1,000 characters,"
            + " not all blank)",
        "--task-queue | `` | Invalid --task-queue: found \"\" (allowed: 1 to 1,000 characters, not"
            + " all blank)"
      })
  void refusesASettingThatMakesNoSense(String option, String value, String message) {
    checks.with(data, "--rule", Checks.ID_THERE, option, value).isRefused(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch-size=ten | Invalid value for option '--batch-size': found \"ten\" (allowed: a whole"
            + " number); see truthound check --help",
        "--batchsize=10 | Unknown option \"--batchsize\" (nearest: --batch-size); see truthound"
            + " check --help"
      })
  void refusesAnOptionThatIsNone(String option, String message) {
    checks.with(data, "--rule", Checks.ID_THERE, option).isRefused(message);
  }

  @Test
  void refusesALongWorkflowId() {
    checks
        .with(data, "--rule", Checks.ID_THERE, "--workflow-id", "x".repeat(1_001))
        .isRefused(
            "Invalid --workflow-id: found 1001 characters (allowed: 1 to 1,000 characters, not all"
                + " blank)");
  }

  @Test
  @Timeout(30)
  void refusesAServerThatCannotBeReached() {
    checks
        .with(data, "--rule", Checks.ID_THERE, "--address", "localhost:1")
        .isRefusedWith(
            "truthound check: Cannot reach Temporal at localhost:1: UNAVAILABLE",
            "is it running, and are address and TLS right?");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    checks
        .with(data, "--rule", Checks.ID_THERE, "--address", "::::")
        .isRefusedWith("Invalid address of a Temporal server: \"::::\" (allowed: HOST:PORT)");
  }

  @Test
  void refusesAStoreThatIsAFile() {
    Path store = tables.text("taken", "no folder");

    checks
        .with(data, "--rule", Checks.ID_THERE, "--store", store.toString())
        .isRefused(
            "Cannot use store %s: its folder cannot be made (%s is a file)"
                .formatted(store.toUri(), store));
  }

  /** One attempt: by default a store gets ten, over some minutes, to come back. */
  @Test
  @Timeout(30)
  void failsWhereTheStoreTakesNothing() {
    Path store = tables.folder("store-2");
    tables.text("store-2/runs", "no folder");

    Said said =
        checks.with(
            data, "--rule", Checks.ID_THERE, "--store", store.toString(), "--max-attempts", "1");

    assertThat(said.status()).isEqualTo(3);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .matches(
            "truthound check: Cannot read artifact runs/[0-9a-f-]+/plan.json in the store "
                + store.toUri().toString().replaceAll("/$", "")
                + ": Not a directory\\R(?s:.*)");
  }
}
