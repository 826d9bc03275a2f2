package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that go on where an earlier one on the embedded server ended: {@code --resume}. */
final class ResumeTest {
  private static final String RULE = "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0}";

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("people.csv"), "id,age\n1,36\n2,5\n");
  }

  private CommandLineWorld world() {
    return new CommandLineWorld(folder.resolve("store"));
  }

  private static String runId(CommandLineWorld world) throws IOException {
    JsonNode answer = JsonMapper.builder().build().readTree(world.out());
    assertThat(answer.has("reused_slices")).isFalse();
    return answer.get("run_id").asText();
  }

  private String runOf(String... arguments) throws IOException {
    CommandLineWorld first = world();
    assertThat(first.run(arguments)).as(first.err()).isZero();
    return runId(first);
  }

  @Test
  void aCheckSaysHowManySlicesItReused() throws IOException {
    String run = runOf("check", data.toString(), "--rule", RULE, "--format", "json");
    CommandLineWorld json = world();
    CommandLineWorld text = world();

    assertThat(
            json.run("check", data.toString(), "--rule", RULE, "--resume", run, "--format", "json"))
        .isZero();
    assertThat(text.run("check", data.toString(), "--rule", RULE, "--resume", run)).isZero();

    assertThat(json.out()).contains("  \"skipped_chunks\": 0,\n  \"reused_slices\": 1,\n");
    assertThat(text.out()).contains("\nReused  1 slice of the batch before\n");
    assertThat(text.err()).doesNotContain("--resume");
  }

  @Test
  void soDoAProfileAndALearn() throws IOException {
    for (String command : new String[] {"profile", "learn"}) {
      String run = runOf(command, data.toString(), "--format", "json");
      CommandLineWorld json = world();
      CommandLineWorld text = world();

      json.run(command, data.toString(), "--resume", run, "--format", "json");
      text.run(command, data.toString(), "--resume", run);

      assertThat(json.out()).contains("\n  \"reused_slices\": 1,\n");
      assertThat(text.out()).contains("\nReused     1 slice of the batch before\n");
    }
  }

  @Test
  void aBatchThatWasAbortedSaysHowToResumeIt() throws IOException, SQLException {
    Path torn = folder.resolve("torn.parquet");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute("COPY (SELECT range AS age FROM range(50000)) TO '%s'".formatted(torn));
    }
    try (RandomAccessFile file = new RandomAccessFile(torn.toFile(), "rw")) {
      file.seek(4);
      file.write(new byte[1_000]);
    }
    CommandLineWorld world = world();

    int status =
        world.run(
            "check", torn.toString(), "--rule", RULE, "--no-continue-on-error", "--format", "json");

    assertThat(status).as(world.err()).isEqualTo(3);
    assertThat(world.err())
        .contains("To go on where it ended: the same command with --resume " + runId(world) + "\n");
  }

  @Test
  void anotherPlanIsRefused() throws IOException {
    String run = runOf("check", data.toString(), "--rule", RULE, "--format", "json");
    CommandLineWorld other = world();

    int status =
        other.run("check", data.toString(), "--rule", RULE, "--batch-size", "50", "--resume", run);

    assertThat(other.err())
        .contains(
            "Cannot resume run %s, whose plan is another: the batch size changed from 1000 to 50"
                .formatted(run));
    assertThat(status).isEqualTo(2);
  }

  @Test
  void neitherAListNorNoNameIsResumed() {
    CommandLineWorld each = world();
    CommandLineWorld blank = world();

    assertThat(each.run("check", data.toString(), "--each", "--rule", RULE, "--resume", "x"))
        .isEqualTo(2);
    assertThat(blank.run("check", data.toString(), "--rule", RULE, "--resume", " ")).isEqualTo(2);

    assertThat(each.err())
        .contains("--resume is of one dataset: call it without --each for every DATA by itself");
    assertThat(blank.err()).contains("Invalid --resume: found \" \"");
  }
}
