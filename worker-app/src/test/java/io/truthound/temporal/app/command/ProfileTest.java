package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole profiles on the embedded server. */
final class ProfileTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "profile.md");

  @TempDir Path folder;
  private Path data;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("people.csv"), documented("csv"));
    world = new CommandLineWorld(folder.resolve("store"));
  }

  /** Returns the first block of a language in the document that promises the shape. */
  private static String documented(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  @Test
  void reportsAsJsonInThePromisedShape() throws IOException {
    int status =
        world.run(
            "profile", data.toString(), "--name", "people", "--correlations", "--format", "json");

    assertThat(masked(world.out())).isEqualTo(masked(documented("json")));
    assertThat(status).isZero();
  }

  private static String masked(String json) {
    return json.replaceAll("truthound-profile-[0-9a-f-]{36}", "ID")
        .replaceAll("\"run_id\": \"[0-9a-f-]{36}\"", "\"run_id\": \"RUN\"")
        .replaceAll("\"duration_seconds\": [0-9.]+", "\"duration_seconds\": SECONDS");
  }

  @Test
  void reportsAsTextThatAPersonReads() {
    int status = world.run("profile", data.toString(), "--name", "people", "--correlations");

    assertThat(world.out().replaceAll("Time( +)[0-9.]+ s", "Time$1SECONDS")).isEqualTo(GOLDEN_TEXT);
    assertThat(status).isZero();
  }

  @Test
  void profilesTheColumnsThatAreNamed() {
    int status = world.run("profile", data.toString(), "--columns", "score,id");

    assertThat(world.out()).contains("\nid  int64").contains("\nscore  float64");
    assertThat(world.out()).doesNotContain("\nname").doesNotContain("\nborn");
    assertThat(status).isZero();
  }

  @Test
  void refusesAColumnThatIsNotThere() {
    int status = world.run("profile", data.toString(), "--columns", "id,scroe");

    assertThat(world.err())
        .contains(
            "truthound profile: Unknown column \"scroe\" (columns: id, name, born, score; nearest:"
                + " \"score\")");
    assertThat(world.out()).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  @Test
  void refusesAnEmptyName() {
    int status = world.run("profile", data.toString(), "--columns", "id,,score");

    assertThat(world.err())
        .contains("Invalid --columns: an empty name (allowed: names, with commas between them)");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void endsWith3WhereTimeIsUp() {
    int status = world.run("profile", data.toString(), "--timeout", "0.000001");

    assertThat(world.out()).contains("Ended      timed_out: The total timeout of ");
    assertThat(status).isEqualTo(3);
  }

  @Test
  void leavesWith130WhenInterrupted() {
    world.interruption.request();

    int status = world.run("profile", data.toString());

    assertThat(world.err()).startsWith("Cancelling the batch; Ctrl-C again leaves at once\n");
    assertThat(status).isEqualTo(130);
  }

  private static final String GOLDEN_TEXT =
      """
      Profile  people

      Rows       4 in 1 file, 101 bytes
      Time       SECONDS

      id  int64  4 values, 4 distinct
        1 [████] 4, mean 2.5, std 1.29099
        25 % 1.75, median 2.5, 75 % 3.25

      name  string  3 values, 1 null (25 %), 2 distinct
        length 3 [█           ▅] 15, mean 7
        looks like e-mail 33.3 %
        most frequent: "bob" 66.7 %, "ada@example.org" 33.3 %

      born  date  3 values, 1 null (25 %), 2 distinct
        1815-12-10 [▅                  █] 1990-01-01
        25 % 1815-12-10, median 1990-01-01, 75 % 1990-01-01
        most frequent: 1990-01-01 66.7 %, 1815-12-10 33.3 %

      score  float64  4 values, 4 distinct
        1.25 [█            █ █   █] 9.5, mean 6.3125, std 3.54363
        25 % 5.5625, median 7.25, 75 % 8

      Correlations
        id, score  -0.8835
      """;
}
