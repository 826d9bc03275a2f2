package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.report.Documents.elements;
import static io.truthound.temporal.app.report.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.report.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Files that {@code --format junit} writes. */
final class JunitTest {
  private static final String AGES =
      "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0,\"max\":150}";

  @TempDir Path folder;
  private Path data;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("people.csv"), "id,age\n1,36\n2,-4\n3,\n");
    world = new CommandLineWorld(folder.resolve("store"));
  }

  @Test
  void writesATestCaseForEachRule() {
    int status =
        world.run(
            List.of("check", data.toString(), "--name", "people", "--rule", AGES),
            "--rule",
            "{\"type\":\"not_null\",\"column\":\"age\",\"severity\":\"warning\",\"name\":\"known\"}",
            "--key",
            "id",
            "--format",
            "junit");

    Documents.parseJunit(world.out());
    assertThat(masked()).isEqualTo(GOLDEN);
    assertThat(status).isEqualTo(1);
  }

  @Test
  void writesASuiteForEachDataset() {
    String missing = folder.resolve("none.csv").toString();

    world.run(
        List.of("check", data.toString(), missing, "--each", "--rule", AGES), "--format", "junit");

    Document junit = Documents.parseJunit(world.out());
    assertThat(elements(junit, "testsuite"))
        .extracting(suite -> suite.getAttribute("failures") + suite.getAttribute("errors"))
        .containsExactly("10", "01");
    assertThat(elements(junit, "testcase"))
        .extracting(each -> each.getAttribute("name"))
        .containsExactly("0 in_range (age)", "1 well_formed", "2 convertible (age)", "the dataset");
    assertThat(texts(junit, "error")).containsExactly("No such file: " + missing + "\n");
  }

  @Test
  void staysValidWhateverNamesAndValuesSay() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.add(HostileData.write(folder).toString());
    arguments.addAll(HostileData.RULES);

    world.run(arguments, "--format", "junit");

    Document junit = Documents.parseJunit(world.out());
    assertThat(world.out().chars().filter(unit -> unit < ' ' && unit != '\n')).isEmpty();
    assertThat(texts(junit, "failure"))
        .anyMatch(text -> text.contains(": \"\\u202eevil\\u0001\\u0007\"\n"))
        .anyMatch(text -> text.contains(": \"]]>&amp;\"\n"));
  }

  @Test
  void isOfChecksAlone() {
    int status = world.run("profile", data.toString(), "--format", "junit");

    assertThat(world.err())
        .contains("Invalid --format: \"junit\" (allowed: text, json, markdown, html)");
    assertThat(status).isEqualTo(2);
  }

  private String masked() {
    return world
        .out()
        .replace(data.toUri().toString(), "SOURCE")
        .replaceAll("truthound-check-[0-9a-f-]{36}", "ID")
        .replaceAll("\"[0-9a-f-]{36}\"", "\"RUN\"")
        .replaceAll("time=\"[0-9]+\\.[0-9]{3}\"", "time=\"SECONDS\"");
  }

  private static final String GOLDEN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="truthound" time="SECONDS">
      <testsuite name="people" tests="4" failures="1" errors="0" skipped="0" time="SECONDS">
      <properties>
      <property name="truthound.status" value="FAILED"/>
      <property name="truthound.ended" value="completed"/>
      <property name="truthound.workflow_id" value="ID"/>
      <property name="truthound.run_id" value="RUN"/>
      <property name="truthound.rows" value="3"/>
      <property name="truthound.total_chunks" value="1"/>
      <property name="truthound.failed_chunks" value="1"/>
      <property name="truthound.error_chunks" value="0"/>
      <property name="truthound.skipped_chunks" value="0"/>
      </properties>
      <testcase name="0 in_range (age)" classname="people" time="0">
      <failure type="in_range" message="1 of 2 rows failed (50 %)">severity error
      row 1 of SOURCE: -4 [id = 2]
      </failure></testcase>
      <testcase name="1 known (age)" classname="people" time="0">
      <system-out>1 of 3 rows failed (33.3 %)
      severity warning
      row 2 of SOURCE: null [id = 3]
      </system-out></testcase>
      <testcase name="2 well_formed" classname="people" time="0"></testcase>
      <testcase name="3 convertible (age)" classname="people" time="0"></testcase>
      </testsuite></testsuites>
      """;
}
