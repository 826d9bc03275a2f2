package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.report.SchemaFile;
import io.truthound.temporal.app.request.SchemaFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks against schemas, one of them by Truthound for Python, and against baselines. */
final class SchemaTest {
  private static final Path PYTHONS = Path.of("src", "test", "resources", "truthound-3.2.0");

  @TempDir Path folder;
  private CommandLineWorld world;
  private Path orders;

  @BeforeEach
  void copyOrders() throws IOException {
    world = new CommandLineWorld(folder.resolve("store"));
    orders = folder.resolve("orders.csv");
    Files.copy(PYTHONS.resolve("orders.csv"), orders);
  }

  /** Another status, a negative price, no quantity, an id twice, another column. */
  private void spoil() throws IOException {
    Files.writeString(
        orders,
        Files.readString(orders)
            .replace("2,bob,shipped,12.25,3,", "2,bo,lost,-12.25,,")
            .replace("\n4,", "\n3,")
            .replace(",gift", ",gifts"));
  }

  @Test
  void theDataThatPythonLearnedFromKeepsItsSchema() {
    int status =
        world.run(
            "check", orders.toString(), "--schema", PYTHONS.resolve("schema.yaml").toString());

    assertThat(world.out())
        .startsWith("✓ PASSED")
        .endsWith(
            "The data is as its schema says (51 automatic rules passed)\n"
                + "Records are well formed and their values convert (7 implicit rules passed)\n");
    assertThat(status).isZero();
  }

  @Test
  void dataThatIsOtherwiseBreaksRulesThatSayWhatTheyAreDerivedFrom() throws IOException {
    spoil();

    int status =
        world.run(
            "check", orders.toString(), "--schema", PYTHONS.resolve("schema.yaml").toString());

    List<String> found =
        world.out().lines().filter(line -> line.matches("[✗!] .* automatic: .*")).toList();
    assertThat(found.stream().map(line -> line.replaceAll(" {2,}", " ")))
        .containsExactly(
            "✗ FAILED automatic: no duplicate in the schema id 1 of 4 rows repeat an earlier key (3"
                + " different) (25 %)",
            "! WARNING automatic: one of 3 values in the schema customer 1 of 4 rows failed (25 %)",
            "! WARNING automatic: no shorter text in the schema than 3 customer 1 of 4 rows failed"
                + " (25 %)",
            "! WARNING automatic: one of 3 values in the schema status 1 of 4 rows failed (25 %)",
            "! WARNING automatic: 7 to 100 in the schema price 1 of 4 rows failed (25 %)",
            "! WARNING automatic: one of 4 values in the schema price 1 of 4 rows failed (25 %)",
            "! WARNING automatic: its name says price, 0 or more price 1 of 4 rows failed (25 %)",
            "✗ FAILED automatic: no null in the schema quantity 1 of 4 rows failed (25 %)",
            "✗ FAILED automatic: the schema has this column gift column \"gift\" is missing",
            "✗ FAILED automatic: bool in the schema gift column \"gift\" is missing",
            "! WARNING automatic: the schema has these columns alone id, customer, status, price,"
                + " quantity, placed, shipped, gift column \"gift\" is missing; column \"gifts\" is"
                + " not declared");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void whatWasLearnedHereIsReadHere() {
    Path schema = folder.resolve("schema.yaml");
    world.run("learn", orders.toString(), "--format", "schema=" + schema);

    int status = world.run("check", orders.toString(), "--schema", schema.toString());

    assertThat(status).isZero();
    assertThat(SchemaFile.of(SchemaFiles.read(schema))).hasToString(read(schema));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|it is no object (allowed: version, row_count and columns)",
        "columns: {}|found no columns (allowed: an object of names and what is known of them)",
        "{colums: {}}|unknown key \"colums\" (allowed: version, row_count, columns; nearest:"
            + " \"columns\")",
        "columns: {x: {name: x}}|column \"x\": key \"dtype\": found nothing (allowed: the name of a"
            + " type)",
        "columns: {x: {dtype: Int64, min_value: a}}|column \"x\": key \"min_value\": found \"a\""
            + " (allowed: a number)",
        "columns: {x: {dtype: Int64, min_value: 2, max_value: 1}}|column \"x\": Invalid rule"
            + " (in_range): \"min\" 2 is above \"max\" 1",
        "columns: {x: {dtype: Boolean, allowed_values: [1]}}|column \"x\": key \"allowed_values\":"
            + " found [1] (allowed: values of the type bool)"
      })
  void aSchemaThatIsNoneIsRefused(String yaml, String why) throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.yaml"), yaml);

    int status = world.run("check", orders.toString(), "--schema", schema.toString());

    assertThat(world.err())
        .isEqualTo("truthound check: Cannot use schema " + schema + ": " + why + "\n");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void theFirstCheckLearnsTheBaselineAndLaterOnesAreHeldAgainstIt() throws IOException {
    assertThat(world.run("check", orders.toString(), "--name", "orders")).isZero();
    assertThat(world.err())
        .contains(
            "No rules are given: checking against the dataset's baseline, which its first check"
                + " learns (truthound baseline shows it)\n");
    assertThat(world.out())
        .contains("The data is as its schema says (")
        .doesNotContain("automatic: ");
    spoil();

    CommandLineWorld later = new CommandLineWorld(folder.resolve("store"));
    String rule = "{\"type\":\"row_count\",\"max\":3}";
    int status =
        later.run("check", orders.toString(), "--name", "orders", "--rule", rule, "--auto-schema");

    assertThat(status).isEqualTo(1);
    assertThat(later.out().lines().map(line -> line.replaceAll(" {2,}", " ")))
        .contains(
            "✗ FAILED automatic: no duplicate in the schema id 1 of 4 rows repeat an earlier key (3"
                + " different) (25 %)")
        .anyMatch(line -> line.startsWith("✗ FAILED row_count"));
  }

  @Test
  void whatWasLearnedLastBecomesTheBaselineWhereItIsAccepted() throws IOException {
    world.run("check", orders.toString(), "--name", "orders");
    spoil();
    world.run("learn", orders.toString(), "--name", "orders");

    assertThat(world.run("baseline", "accept", "orders")).isZero();

    assertThat(world.err()).endsWith("What was learned last is the baseline of orders\n");
    assertThat(world.run("check", orders.toString(), "--name", "orders")).isZero();
    CommandLineWorld shown = new CommandLineWorld(folder.resolve("store"));
    assertThat(shown.run("baseline", "show", "orders")).isZero();
    assertThat(shown.out())
        .startsWith("version: '1.0'\nrow_count: 4\ncolumns:\n  id:\n")
        .contains("  gifts:\n");
  }

  @Test
  void aBaselineThatWasResetIsGone() {
    world.run("check", orders.toString(), "--name", "orders");

    assertThat(world.run("baseline", "reset", "orders")).isZero();

    CommandLineWorld later = new CommandLineWorld(folder.resolve("store"));
    assertThat(later.run("baseline", "show", "orders")).isEqualTo(2);
    assertThat(later.err())
        .isEqualTo(
            "truthound baseline: There is no baseline of \"orders\": the first check without rules"
                + " makes it\n");
    assertThat(later.run("plan", orders.toString(), "--name", "orders")).isEqualTo(2);
    assertThat(later.err())
        .contains(
            "truthound plan: Cannot make rules for orders: there is no baseline yet: the first check"
                + " makes it, and a plan scans nothing");
  }
}
