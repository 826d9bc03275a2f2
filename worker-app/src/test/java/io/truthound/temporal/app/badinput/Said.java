package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.truthound.temporal.app.command.Interruption;
import io.truthound.temporal.app.command.Terminal;
import io.truthound.temporal.app.command.TruthoundCommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the command line said to some arguments: exit status, standard output, standard error. */
record Said(int status, String out, String err) {

  /** Runs the command line in this JVM, as a process without a terminal and without variables. */
  static Said by(String... arguments) {
    return by(Map.of(), new Interruption(), arguments);
  }

  static Said by(Map<String, String> variables, Interruption interruption, String... arguments) {
    return by(variables, interruption, new ByteArrayOutputStream(), arguments);
  }

  private static Said by(
      Map<String, String> variables,
      Interruption interruption,
      ByteArrayOutputStream err,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream stray = new ByteArrayOutputStream();
    PrintStream processErr = System.err;
    System.setErr(stream(stray));
    try {
      int status =
          TruthoundCommandLine.run(
              new Terminal(stream(out), stream(err), variables, false), interruption, arguments);
      requireNoStackTrace(text(out) + text(err) + text(stray));
      return new Said(status, text(out), text(err));
    } finally {
      System.setErr(processErr);
    }
  }

  /** Runs the command line and interrupts it, as Ctrl-C does, once it says this. */
  static Said untilItSays(String words, String... arguments) {
    return untilItSays(Map.of(), words, arguments);
  }

  static Said untilItSays(Map<String, String> variables, String words, String... arguments) {
    Interruption interruption = new Interruption();
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (toString(StandardCharsets.UTF_8).contains(words)) {
              interruption.request();
            }
          }
        };
    return by(variables, interruption, err, arguments);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static void requireNoStackTrace(String all) {
    assertThat(all)
        .doesNotContainPattern("(?m)^\\s+at [\\w.$/]+\\(")
        .doesNotContainPattern("\\b(java|io|org|com)(\\.\\w+)+(Exception|Error)\\b")
        .doesNotContain("Caused by:", "Suppressed:");
  }

  /** Refused before anything was scanned: exactly this on standard error, and no report. */
  void isRefused(String message) {
    assertThat(err).isEqualTo("truthound check: " + message + System.lineSeparator());
    assertThat(out).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  /** Refused before anything was scanned, with a line that holds all these parts. */
  void isRefusedWith(String... parts) {
    assertThat(this.err).contains(parts);
    assertThat(status).as(err).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err.lines().filter(line -> line.startsWith("truthound check: "))).hasSize(1);
  }

  /** Ended with this status and a report of this overall one. */
  Said ended(int status, String overall) {
    assertThat(this.status).as(out + err).isEqualTo(status);
    assertThat(report().get("status").asText()).isEqualTo(overall);
    return this;
  }

  /** The rule of this type counted so many rows, of which so many failed. */
  Said counted(String type, String status, long evaluated, long failed) {
    JsonNode rule = rule(type);
    assertThat(rule.get("status").asText()).as(out).isEqualTo(status);
    assertThat(rule.get("evaluated").asLong()).as(out).isEqualTo(evaluated);
    assertThat(rule.get("failed").asLong()).as(out).isEqualTo(failed);
    return this;
  }

  /** The rule of this type was not judged, for this reason. */
  void skipped(String type, String message) {
    counted(type, "SKIPPED", 0, 0);
    assertThat(rule(type).get("message").asText()).isEqualTo(message);
  }

  /** Returns the rule's failing rows, each as {@code row: value}. */
  List<String> rows(String type) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : rule(type).get("samples")) {
      JsonNode value = row.has("value") ? row.get("value") : row.get("values");
      rows.add(row.get("row").asLong() + ": " + (value.isTextual() ? value.asText() : value));
    }
    return rows;
  }

  /** Returns the chunk counts, in the order passed, warning, failed, error, skipped. */
  List<Long> chunks() {
    JsonNode report = report();
    return List.of(
        report.get("passed_chunks").asLong(),
        report.get("warning_chunks").asLong(),
        report.get("failed_chunks").asLong(),
        report.get("error_chunks").asLong(),
        report.get("skipped_chunks").asLong());
  }

  /** Reads the report that {@code --format json} wrote. */
  JsonNode report() {
    try {
      return JsonMapper.builder().build().readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(out + err, e);
    }
  }

  /** Returns a rule of the report by its type; there is one. */
  JsonNode rule(String type) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode rule : report().get("rules")) {
      if (rule.get("type").asText().equals(type)) {
        found.add(rule);
      }
    }
    assertThat(found).as(out).hasSize(1);
    return found.get(0);
  }
}
