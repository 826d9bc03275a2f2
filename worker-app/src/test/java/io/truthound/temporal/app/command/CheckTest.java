package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole checks and plans on the embedded server. */
final class CheckTest {
  private static final String AGES =
      "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0,\"max\":150}";

  @TempDir Path folder;
  private Path data;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    data =
        Files.writeString(
            folder.resolve("people.csv"),
            "id,name,age\n1,Ada,36\n2,Bob,-4\n3,Cleo,200\n4,Dan,5\n5,Eve,\n");
    world = new CommandLineWorld(folder.resolve("store"));
  }

  @Test
  void reportsAsJsonInThePromisedShape() {
    int status =
        world.run(
            check(AGES),
            "--format",
            "json",
            "--batch-size",
            "2",
            "--key",
            "id",
            "--name",
            "people");

    assertThat(masked()).isEqualTo(GOLDEN_JSON);
    assertThat(status).isEqualTo(1);
  }

  @Test
  void reportsAsTextThatAPersonReads() {
    int status = world.run(check(AGES), "--batch-size", "2", "--name", "people");

    assertThat(masked()).isEqualTo(GOLDEN_TEXT);
    assertThat(status).isEqualTo(1);
  }

  @Test
  void tellsChunksApartWhereAskedTo() {
    world.run(check(AGES), "--format", "json", "--batch-size", "2", "--aggregation", "all");

    assertThat(world.out())
        .contains("\"chunks\": [\n    {\n      \"index\": 0,")
        .contains("\"index\": 2,\n      \"source\": \"" + uri() + "\",\n      \"first_row\": 4,");
  }

  @Test
  void writesSeveralReportsToTheirPlaces() throws IOException {
    Path json = folder.resolve("report.json");

    world.run(check(AGES), "--format", "text", "--format", "json=" + json);

    assertThat(world.out()).startsWith("✗ FAILED  ");
    assertThat(Files.readString(json)).startsWith("{\n  \"operation\": \"check\",");
  }

  @Test
  void succeedsOnWarningsUnlessAskedToFail() {
    String warning = AGES.replace("}", ",\"severity\":\"warning\"}");

    assertThat(world.run(check(warning))).isZero();
    assertThat(world.run(check(warning), "--fail-on", "warning")).isEqualTo(1);
  }

  @Test
  void givesScansTheMemoryThatIsAskedFor() throws SQLException {
    Path wide = folder.resolve("wide.parquet");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      // One page of 34 MB, which DuckDB keeps in 64 MiB.
      statement.execute(
          "COPY (SELECT lpad(i::VARCHAR, 64, ' ') AS s FROM range(500_000) t(i)) TO '"
              + wide
              + "' (FORMAT parquet, ROW_GROUP_SIZE 500_000)");
    }
    List<String> check =
        List.of(
            "check",
            wide.toString(),
            "--rule",
            "{\"type\":\"max_length\",\"column\":\"s\",\"max_length\":64}");

    assertThat(world.run(check, "--memory-limit", "64MB")).isEqualTo(3);
    assertThat(world.out()).contains("Out of Memory Error").contains("a larger memory limit");
    assertThat(world.run(check)).isZero();
  }

  @Test
  void refusesAColumnThatIsNotThere() {
    int status = world.run(check(AGES.replace("age", "aeg")));

    assertThat(world.err())
        .contains("unknown column \"aeg\" (columns: id, name, age; nearest: \"age\")");
    assertThat(world.out()).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    int status = world.run("check", folder + "/none.csv", "--rule", AGES);

    assertThat(world.err()).contains("No such file: " + folder + "/none.csv");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void leavesWith130WhenInterrupted() {
    world.interruption.request();

    int status = world.run(check(AGES));

    assertThat(world.err()).startsWith("Cancelling the batch; Ctrl-C again leaves at once\n");
    assertThat(status).isEqualTo(130);
  }

  @Test
  void plansAndScansNothing() {
    int status =
        world.run(
            List.of("plan", data.toString(), "--rule", AGES),
            "--batch-size",
            "2",
            "--format",
            "json");

    assertThat(world.out())
        .startsWith("{\n  \"operation\": \"plan\",\n  \"workflow_id\": \"truthound-plan-")
        .contains("\"total_chunks\": 3,\n  \"slices\": 1,")
        .contains("\"uri\": \"" + uri() + "\"");
    assertThat(status).isZero();
  }

  @Test
  void showsAPlanToAPerson() {
    world.run(List.of("plan", data.toString(), "--rule", AGES), "--batch-size", "2");

    assertThat(world.out())
        .contains("Chunks      3 of up to 2 rows\n")
        .contains("\nColumns\n  id    ");
  }

  private List<String> check(String rule) {
    return List.of("check", data.toString(), "--rule", rule);
  }

  private String uri() {
    return data.toUri().toString();
  }

  private String masked() {
    return world
        .out()
        .replace(uri(), "SOURCE")
        .replaceAll("truthound-check-[0-9a-f-]{36}", "ID")
        .replaceAll("\"run_id\": \"[0-9a-f-]{36}\"", "\"run_id\": \"RUN\"")
        .replaceAll("\"duration_seconds\": [0-9.]+", "\"duration_seconds\": SECONDS")
        .replaceAll("Time    [0-9.]+ s", "Time    SECONDS");
  }

  private static final String GOLDEN_TEXT =
      """
      ✗ FAILED  people

      Rows    5 in 1 file, 56 bytes
      Chunks  3: 1 passed, 2 failed
      Time    SECONDS

      ✗ FAILED   in_range  age  2 of 4 rows failed (50 %)
          row 1  -4
          row 2  200
      Records are well formed and their values convert (2 implicit rules passed)
      """;

  private static final String GOLDEN_JSON =
      """
      {
        "operation": "check",
        "status": "FAILED",
        "ended": "completed",
        "workflow_id": "ID",
        "run_id": "RUN",
        "duration_seconds": SECONDS,
        "dataset": {
          "name": "people",
          "sources": 1,
          "rows": 5,
          "bytes": 56
        },
        "total_chunks": 3,
        "passed_chunks": 1,
        "warning_chunks": 0,
        "failed_chunks": 2,
        "error_chunks": 0,
        "skipped_chunks": 0,
        "rules": [
          {
            "index": 0,
            "type": "in_range",
            "column": "age",
            "severity": "error",
            "mostly": 1.0,
            "status": "FAILED",
            "evaluated": 4,
            "failed": 2,
            "observed": null,
            "message": "2 of 4 rows failed",
            "samples": [
              {
                "source": "SOURCE",
                "row": 1,
                "value": -4,
                "key": {
                  "id": 2
                }
              },
              {
                "source": "SOURCE",
                "row": 2,
                "value": 200,
                "key": {
                  "id": 3
                }
              }
            ]
          },
          {
            "index": 1,
            "type": "well_formed",
            "column": null,
            "severity": "error",
            "mostly": 1.0,
            "status": "PASSED",
            "evaluated": 5,
            "failed": 0,
            "observed": null,
            "message": "all 5 rows passed",
            "samples": []
          },
          {
            "index": 2,
            "type": "convertible",
            "column": "age",
            "severity": "warning",
            "mostly": 1.0,
            "status": "PASSED",
            "evaluated": 4,
            "failed": 0,
            "observed": null,
            "message": "all 4 rows passed",
            "samples": []
          }
        ],
        "errors": []
      }
      """;
}
