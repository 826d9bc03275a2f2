package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every DATA for itself: {@code --each}. */
final class EachTest {
  private static final String AGES =
      "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0,\"max\":150}";

  @TempDir Path folder;
  private String good;
  private String broken;
  private String other;
  private String missing;
  private String torn;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    good = file("good.csv", "id,age\n1,36\n2,5\n");
    broken = file("broken.csv", "id,age\n1,-4\n2,5\n");
    other = file("other.csv", "id,name\n1,Ada\n");
    torn = file("torn.parquet", "PAR1 is how it begins, and that is all");
    missing = folder.resolve("none.csv").toString();
    world = new CommandLineWorld(folder.resolve("store"));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int each(String command, List<String> data, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(data);
    arguments.add("--each");
    return world.run(arguments, more);
  }

  private int check(String... data) {
    return each("check", List.of(data), "--rule", AGES);
  }

  private JsonNode json() throws IOException {
    return JsonMapper.builder().build().readTree(world.out());
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.get(field).asText()));
    return texts;
  }

  @Test
  void reportsOneAfterAnotherAndSumsUp() {
    int status = check(good, broken, missing);

    String out = world.out().replaceAll("[0-9.]+ s\\b", "SECONDS");
    assertThat(out)
        .startsWith("✓ PASSED  " + good + "\n\nRows    2 in 1 file, 16 bytes\n")
        .contains("\n\n✗ FAILED  " + broken + "\n\nRows    2 in 1 file, 16 bytes\n")
        .endsWith(
            "\n\n✗ ERROR  %s\n\nNo such file: %s\n\n✗ ERROR  3 datasets: 1 passed, 1 failed, 1 error in SECONDS\n"
                .formatted(missing, missing));
    assertThat(status).isEqualTo(2);
  }

  @Test
  void printsAnArrayOfWhatSingleRunsPrint() throws IOException {
    int status =
        each("check", List.of(good, missing, other, broken), "--rule", AGES, "--format", "json");

    JsonNode all = json();
    assertThat(status).isEqualTo(2);
    assertThat(texts(all, "status")).containsExactly("PASSED", "ERROR", "ERROR", "FAILED");
    assertThat(texts(all, "ended")).containsExactly("completed", "aborted", "aborted", "completed");
    assertThat(texts(all, "operation")).containsOnly("check");
    assertThat(keys(all.get(1)))
        .containsExactlyElementsOf(
            keys(all.get(0)).stream()
                .flatMap(
                    key ->
                        key.equals("rules")
                            ? List.of("failure_message", key).stream()
                            : List.of(key).stream())
                .toList());
    assertThat(all.get(1).get("workflow_id").asText()).endsWith("/2");
    assertThat(all.get(1).get("dataset").get("name").asText()).isEqualTo(missing);
    assertThat(all.get(1).get("failure_message").asText()).isEqualTo("No such file: " + missing);
    assertThat(all.get(1).get("errors").get(0).get("type").asText())
        .isEqualTo("truthound.DataMissing");
    assertThat(all.get(2).get("errors").get(0).get("message").asText())
        .contains("unknown column \"age\"");
    JsonNode sample = all.get(3).get("rules").get(0).get("samples").get(0);
    assertThat(sample.get("value").asInt()).isEqualTo(-4);
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void endsWithTheGravestStatus() {
    assertThat(check(good, good)).isZero();
    assertThat(check(good, broken)).isEqualTo(1);
    assertThat(check(broken, missing, good)).isEqualTo(2);
    assertThat(each("check", List.of(missing, broken), "--rule", AGES, "--timeout", "0.001"))
        .isEqualTo(3);
  }

  @Test
  void failsFastAtTheLowestDatasetThatFails() throws IOException {
    int status =
        each(
            "check",
            List.of(good, broken, good),
            "--rule",
            AGES,
            "--fail-fast",
            "--strategy",
            "sequential",
            "--format",
            "json");

    assertThat(status).isEqualTo(1);
    assertThat(texts(json(), "status")).containsExactly("PASSED", "FAILED", "SKIPPED");
    assertThat(json().get(2).get("ended").asText()).isEqualTo("fail_fast");
  }

  @Test
  void profilesAndLearnsEach() throws IOException {
    int profiled = each("profile", List.of(good, other, torn), "--format", "json");

    assertThat(profiled).isEqualTo(2);
    assertThat(texts(json(), "operation")).containsOnly("profile");
    assertThat(json().get(1).get("columns").get(1).get("name").asText()).isEqualTo("name");
    assertThat(json().get(2).get("columns")).isEmpty();

    world = new CommandLineWorld(folder.resolve("store"));
    int learned = each("learn", List.of(good, other));

    assertThat(learned).isZero();
    assertThat(world.out()).contains(other).contains("✓ PASSED  2 datasets: 2 passed in ");
  }

  @Test
  void whatIsOfOneDatasetIsRefused() {
    assertThat(each("learn", List.of(good), "--format", "rules=" + folder.resolve("r.yaml")))
        .isEqualTo(2);
    assertThat(each("check", List.of(good), "--rule", AGES, "--name", "people")).isEqualTo(2);
    assertThat(each("plan", List.of(good), "--rule", AGES)).isEqualTo(2);
    assertThat(each("check", List.of(good), "--rule", AGES, "--detach")).isEqualTo(2);

    assertThat(world.err().lines().toList())
        .containsExactly(
            "truthound learn: --format rules is of one dataset (allowed with --each: text, json, markdown, html)",
            "truthound check: --name names one dataset: with --each every DATA is called as given",
            "truthound plan: --each is not for truthound plan: call it for every DATA by itself",
            "truthound check: --detach needs a Temporal server (--address or --temporal-profile):"
                + " the embedded one is not durable and ends with this process");
    assertThat(world.out()).isEmpty();
  }

  @Test
  void leavesWith130WhenInterruptedAndPrintsWhatIsKnown() throws IOException {
    world.interruption.request();

    int status = each("check", List.of(good, broken), "--rule", AGES, "--format", "json");

    assertThat(world.err()).startsWith("Cancelling the batch; Ctrl-C again leaves at once\n");
    assertThat(status).isEqualTo(130);
    assertThat(json()).hasSize(2);
  }
}
