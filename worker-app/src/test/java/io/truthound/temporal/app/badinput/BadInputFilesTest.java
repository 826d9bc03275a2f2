package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not there, cannot be opened, or are not what their names say. */
class BadInputFilesTest {
  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    checks
        .check(folder.resolve("orders.parquet"))
        .isRefused("No such file: " + folder.resolve("orders.parquet"));
  }

  @Test
  void refusesToPlanAFileThatIsNotThere() {
    Path file = folder.resolve("orders.parquet");

    Said said =
        Said.by(
            "plan",
            file.toString(),
            "--rule",
            Checks.ID_THERE,
            "--store",
            folder.resolve("store").toString());

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).isEqualTo("truthound plan: No such file: " + file + "\n");
  }

  @Test
  void refusesAGlobThatMatchesNothing() {
    checks
        .check(folder.resolve("2026-*.parquet"))
        .isRefused("No file matches " + folder.resolve("2026-*.parquet"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"orders[.parquet, Missing ']", "orders{a.csv, Missing '}"})
  void refusesAGlobThatIsNone(String glob, String problem) {
    checks
        .check(folder.resolve(glob))
        .isRefused("Cannot read %s: no valid glob: %s".formatted(folder.resolve(glob), problem));
  }

  @Test
  void refusesAFolderWithoutData() {
    tables.text("lake/notes.txt", "no data");
    tables.text("lake/_drafts/a.csv", "id\n1\n");

    checks
        .check(folder.resolve("lake"))
        .isRefused(
            "No data in the folder %s (looked for names ending in .parquet, .parq, .pq, .csv, .tsv (also with .gz, .zst), .ndjson, .jsonl (also with .gz, .zst), .arrow, .arrows, .feather, .ipc)"
                .formatted(folder.resolve("lake")));
  }

  @Test
  void refusesAFolderOfSeveralFormats() {
    Path parquet = tables.parquet("lake-a.parquet", "SELECT 1 AS id");
    Path csv = tables.text("lake-b.csv", "id\n1\n");

    checks
        .check(folder.resolve("lake-*"))
        .isRefused(
            "%s is PARQUET and %s is CSV: one dataset has one format".formatted(parquet, csv));
  }

  @Test
  void refusesAFolderThatLeadsBackIntoItself() throws IOException {
    tables.text("lake/a.csv", "id\n1\n");
    Path link =
        Files.createSymbolicLink(
            folder.resolve("lake/up"), folder.resolve("lake").toAbsolutePath());

    checks
        .check(folder.resolve("lake"))
        .isRefused(
            "Cannot read %s: the link %s leads back up".formatted(folder.resolve("lake"), link));
  }

  @Test
  void refusesParquetOfNoBytes() {
    Path file = tables.bytes("empty.parquet", new byte[0]);

    checks.check(file).isRefused("Cannot read " + file + " as Parquet: it is empty");
  }

  @Test
  void refusesCsvOfNoBytes() {
    Path file = tables.bytes("empty.csv", new byte[0]);

    checks.check(file).isRefused("Cannot read " + file + ": it is empty: no header");
  }

  @Test
  void refusesCsvThatIsCalledParquet() {
    Path file = tables.text("orders.parquet", "id,amount\n1,2.5\n2,3.5\n");

    checks
        .check(file)
        .isRefused("Cannot read " + file + " as Parquet: it does not begin with PAR1");
  }

  @Test
  void refusesParquetThatIsCalledCsv() {
    Path file = tables.parquet("orders.csv", "SELECT 1 AS id");

    checks
        .check(file)
        .isRefused(
            "Cannot read %s: looks like Parquet: PAR1 at byte 0 (allowed: CSV as UTF-8 text with a"
                    .formatted(file)
                + " header line)");
  }

  @Test
  void refusesANameWithoutAFormat() {
    Path file = tables.text("orders.txt", "id\n1\n");

    checks
        .check(file)
        .isRefused(
            ("Cannot tell the format of %s by its name (known endings: .parquet, .parq, .pq, .csv, .tsv (also with .gz, .zst), .ndjson, .jsonl (also with .gz, .zst), .arrow, .arrows, .feather, .ipc;"
                    + " or name the format)")
                .formatted(file));
  }

  @Test
  void readsANameWithoutAFormatWhereTheFormatIsNamed() {
    Path file = tables.text("orders.txt", "id\n1\n");

    Said said = checks.with(file, "--input-format", "csv", "--rule", Checks.ID_THERE);

    said.ended(0, "PASSED").counted("not_null", "PASSED", 1, 0);
  }

  @Test
  void refusesAnUnknownScheme() {
    checks
        .check("gs://lake/orders.parquet")
        .isRefused(
            "Cannot read gs://lake/orders.parquet: its scheme is not known (allowed: files, s3)");
  }

  @Test
  void refusesAFileNamedTwice() {
    Path file = tables.text("orders.csv", "id\n1\n");

    checks
        .with(file, file.toString(), "--rule", Checks.ID_THERE)
        .isRefused("%s is named twice by [%s, %s]".formatted(file, file, file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"st*r.csv", "wh?.csv", "li[s]t.csv", "br{a}ce.csv", "quo'te d.csv"})
  void readsCsvWhateverItsName(String name) {
    Said said = checks.check(tables.text(name, "id\n1\n"));

    said.ended(0, "PASSED").counted("not_null", "PASSED", 1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"st*r.parquet", "wh?.parquet", "li[s]t.parquet"})
  void refusesParquetWhoseNameIsAGlob(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.move(tables.parquet("plain.parquet", "SELECT 1 AS id"), file);

    checks
        .check(file)
        .isRefused("Cannot read " + file + ": its name has one of the characters * ? [");
  }

  @Test
  void refusesAFileThatItMayNotRead() throws IOException {
    assumeFalse(mayReadEverything(), "this user reads everything");
    Path file = tables.text("secret.csv", "id\n1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));

    checks.check(file).isRefused("Cannot read " + file + ": access denied");
  }

  @Test
  void refusesAFolderThatItMayNotRead() throws IOException {
    assumeFalse(mayReadEverything(), "this user reads everything");
    tables.text("lake/a.csv", "id\n1\n");
    Path inner = tables.folder("lake/inner");
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("---------"));
    try {
      checks.check(folder.resolve("lake")).isRefused("Cannot read " + inner + ": access denied");
    } finally {
      Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private boolean mayReadEverything() throws IOException {
    Path probe = Files.createTempFile(folder, "probe", "");
    Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("---------"));
    return Files.isReadable(probe);
  }

  @Test
  void leavesNothingBehindInTheStoreFolderOfARefusal() {
    checks.check(folder.resolve("orders.parquet"));

    assertThat(folder.resolve("store/runs")).doesNotExist();
  }

  @Test
  void saysWhatIsTriedAgainWhereTheStoreTakesNothing() {
    Path data = tables.text("data.csv", "id\n1\n");
    Path store = tables.folder("full");
    tables.text("full/runs", "no folder");

    Said said =
        Said.untilItSays(
            Map.of("TRUTHOUND_STORE", store.toString()),
            "attempt",
            "check",
            data.toString(),
            "--rule",
            Checks.ID_THERE);

    assertThat(said.err())
        .containsPattern(
            "Planning: attempt \\d+, Cannot read artifact runs/\\S+/plan.json in the store"
                + " file://\\S+/full: Not a directory\n");
    assertThat(said.status()).isEqualTo(130);
  }

  @Test
  void refusesFilesInFoldersOfOtherKeys() {
    tables.folder("lake/dt=2026-11-24");
    tables.folder("lake/day=2026-11-25");
    Path first = tables.text("lake/day=2026-11-25/a.csv", "id\n1\n");
    Path second = tables.text("lake/dt=2026-11-24/a.csv", "id\n1\n");

    checks
        .check(folder.resolve("lake"))
        .isRefused(
            ("%s lies in folders of day and %s in folders of dt (allowed: the same keys; a dataset"
                    + " that allows missing columns has null there)")
                .formatted(first, second));
  }
}
