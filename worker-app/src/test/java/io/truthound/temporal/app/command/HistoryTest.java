package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.report.Documents.elements;
import static io.truthound.temporal.app.report.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.truthound.temporal.app.report.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What {@code truthound history} shows. */
final class HistoryTest {
  private static final String AGES =
      "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0,\"max\":150}";

  @TempDir Path folder;
  private Path data;
  private Path store;

  @BeforeEach
  void nameFiles() {
    data = folder.resolve("people.csv");
    store = folder.resolve("store");
  }

  /** Checks a file of these ages, as of a day in January. */
  private void check(int day, String... ages) throws IOException {
    Files.writeString(data, "age\n" + String.join("\n", ages) + "\n");
    int unused =
        new CommandLineWorld(store)
            .run(
                "check",
                data.toString(),
                "--name",
                "people",
                "--rule",
                AGES,
                "--rule",
                "{\"type\":\"mean\",\"column\":\"age\",\"max\":50}",
                "--scheduled-time",
                "2026-01-%02dT03:00Z".formatted(day));
  }

  private void checkThreeDays() throws IOException {
    check(1, "1", "2", "3");
    check(2, "-1", "2", "3", "200");
    check(3, "-1", "2", "3", "4", "5", "6");
  }

  private CommandLineWorld history(String... arguments) {
    CommandLineWorld world = new CommandLineWorld(store);
    assertThat(world.run(Stream.concat(Stream.of("history"), Stream.of(arguments)).toList()))
        .isZero();
    return world;
  }

  private Document page(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--format", "html"));
    CommandLineWorld world = history(all.toArray(String[]::new));
    Document page = Documents.parse(world.out());
    HtmlTest.assertReadable(page, world.out());
    return page;
  }

  @Test
  void showsALineForEachRunAndOneForEachRuleThatBroke() throws IOException {
    checkThreeDays();

    assertThat(history("people").out())
        .isEqualTo(
            """
            people  3 runs, the newest last

            2026-01-01T03:00:00Z  ✓ PASSED   3 rows  check: chunks 1 passed; rules 4 passed
            2026-01-02T03:00:00Z  ✗ FAILED   4 rows  check: chunks 1 failed; rules 2 passed, 2 failed
            2026-01-03T03:00:00Z  ✗ FAILED   6 rows  check: chunks 1 failed; rules 3 passed, 1 failed

            Rows               ▅▆█  3 to 6
            in_range age  ✓✗✗   █▅  0 to 2 failed, 16.7 % the last time
            mean age      ✓✗✓  observed 3.166667 the last time
            """);
  }

  @Test
  void showsTheLastRunsOnly() throws IOException {
    checkThreeDays();

    assertThat(history("people", "--last", "1").out().lines())
        .startsWith("people  1 run, the newest last")
        .filteredOn(line -> line.startsWith("2026"))
        .hasSize(1)
        .allMatch(line -> line.startsWith("2026-01-03"));
  }

  @Test
  void writesJsonWithEveryFigure() throws IOException {
    checkThreeDays();

    JsonNode json = new ObjectMapper().readTree(history("people", "--format", "json").out());

    assertThat(json.get("dataset").asText()).isEqualTo("people");
    assertThat(json.get("runs")).hasSize(3);
    JsonNode run = json.get("runs").get(1);
    assertThat(run.fieldNames())
        .toIterable()
        .containsExactly(
            "operation",
            "status",
            "ended",
            "workflow_id",
            "run_id",
            "begun",
            "scheduled",
            "duration_seconds",
            "dataset",
            "chunks",
            "errors",
            "verdicts",
            "rules",
            "report");
    assertThat(run.get("scheduled").asText()).isEqualTo("2026-01-02T03:00:00Z");
    assertThat(run.get("chunks").toString())
        .isEqualTo("{\"passed\":0,\"warning\":0,\"failed\":1,\"error\":0,\"skipped\":0}");
    assertThat(run.get("rules").get(0).toString())
        .isEqualTo(
            "{\"type\":\"in_range\",\"name\":null,\"columns\":[\"age\"],\"nth\":0,"
                + "\"severity\":\"error\",\"status\":\"FAILED\",\"evaluated\":4,\"failed\":2,"
                + "\"observed\":null}");
    assertThat(run.get("report").asText()).startsWith("file:").endsWith("/report.json");
  }

  @Test
  void drawsStatusesRowsAndRules() throws IOException {
    checkThreeDays();

    Document page = page("people");

    assertThat(texts(page, "h1")).containsExactly("people");
    assertThat(texts(page, "h3")).containsExactly("✗ FAILED in_range age", "✓ PASSED mean age");
    assertThat(elements(page, "rect"))
        .extracting(rect -> rect.getAttribute("class"))
        .filteredOn(style -> style.startsWith("cell"))
        .containsExactly(
            "cell passed",
            "cell failed",
            "cell failed",
            "cell passed",
            "cell failed",
            "cell failed",
            "cell passed",
            "cell failed",
            "cell passed");
    assertThat(elements(page, "rect"))
        .filteredOn(rect -> rect.getAttribute("class").equals("bar"))
        .extracting(bar -> bar.getTextContent().strip())
        .containsExactly(
            "2026-01-01T03:00:00Z: 3 rows",
            "2026-01-02T03:00:00Z: 4 rows",
            "2026-01-03T03:00:00Z: 6 rows",
            "2026-01-01T03:00:00Z: PASSED, 0 of 3 rows",
            "2026-01-02T03:00:00Z: FAILED, 2 of 4 rows (50 %)",
            "2026-01-03T03:00:00Z: FAILED, 1 of 6 rows (16.7 %)");
    assertThat(texts(page, "td").get(0)).isEqualTo("2026-01-03T03:00:00Z");
  }

  @Test
  void staysWhatItIsWhateverNamesSay() throws IOException {
    String name = HostileData.SCRIPT + "\u202e\u0007\n& 'x' \"y\"";
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.add(HostileData.write(folder).toString());
    arguments.addAll(HostileData.RULES);
    int unused = new CommandLineWorld(store).run(arguments, "--name", name);

    Document page = page(name);
    String text = history(name).out();
    JsonNode json = new ObjectMapper().readTree(history(name, "--format", "json").out());

    assertThat(texts(page, "h1"))
        .containsExactly(HostileData.SCRIPT + "\\u202e\\u0007\\n& 'x' \"y\"");
    assertThat(texts(page, "h3"))
        .anyMatch(title -> title.contains("<b>\\u0001|\\u202e]]> & 'quoted' \"name\" #12\\nnext"));
    assertThat(text)
        .startsWith(HostileData.SCRIPT + "\\u202e\\u0007\\n& 'x' \"y\"  1 run")
        .doesNotContain("\u202e", "\u0007", "\u0001");
    assertThat(json.get("dataset").asText()).isEqualTo(name);
  }

  @Test
  void livesOnWithoutTheReports() throws IOException {
    check(1, "1", "-2");
    String before = history("people").out();
    try (Stream<Path> all = Files.walk(store.resolve("runs"))) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }

    assertThat(history("people").out()).isEqualTo(before);
  }

  @Test
  void profilesAndLearnsStandBesideChecks() throws IOException {
    check(1, "1", "2");
    for (String command : List.of("profile", "learn")) {
      assertThat(new CommandLineWorld(store).run(command, data.toString(), "--name", "people"))
          .isZero();
    }

    assertThat(history("people").out()).contains("  check: chunks ", "  profile: ", "  learn: ");
  }

  @Test
  void saysThatNothingIsRecordedAndMakesNoStore() {
    CommandLineWorld world = new CommandLineWorld(store);

    assertThat(world.run("history", "poeple")).isEqualTo(2);

    assertThat(world.err())
        .isEqualTo(
            "truthound history: Nothing is recorded under \"poeple\" in the store "
                + store.toUri().toString().replaceAll("/$", "")
                + "\n");
    assertThat(store).doesNotExist();
  }
}
