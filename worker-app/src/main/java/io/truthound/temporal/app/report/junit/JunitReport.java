package io.truthound.temporal.app.report.junit;

import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.Markup;
import io.truthound.temporal.app.report.Unanswered;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetResult;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the answers of checks as JUnit XML: a suite for each dataset, a test case for each rule,
 * and one more for whatever kept rows from being checked.
 */
public final class JunitReport {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private final Markup xml;

  private JunitReport(Markup xml) {
    this.xml = xml;
  }

  /**
   * Writes the answer of a check as UTF-8; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(FullReport report, OutputStream out) throws IOException {
    JunitReport junit = begin(report.result().duration(), out);
    junit.suite(report.result());
    junit.xml.end();
  }

  /**
   * Writes the answers of checks as UTF-8, in list order; leaves the stream open.
   *
   * @param onProblem hears what is missing and why
   * @throws IOException if the stream does not take it
   */
  public static void write(BatchResult list, Consumer<String> onProblem, OutputStream out)
      throws IOException {
    JunitReport junit = begin(list.duration(), out);
    for (DatasetResult element : list.results()) {
      CheckResult answer =
          (CheckResult) Unanswered.orAnswer(element, Operation.CHECK, list.ended());
      FullReport full = FullReport.of(answer);
      if (full.problem() != null) {
        onProblem.accept(full.problem());
      }
      junit.suite(full.result());
    }
    junit.xml.end();
  }

  private static JunitReport begin(Duration duration, OutputStream out) throws IOException {
    Markup xml = Markup.begin(out, HEAD);
    return new JunitReport(xml.open("testsuites", "name", "truthound", "time", seconds(duration)));
  }

  private void suite(CheckResult result) throws IOException {
    List<TestCase> cases = TestCases.of(result);
    xml.open(
        "testsuite",
        "name",
        result.dataset().name(),
        "tests",
        String.valueOf(cases.size()),
        "failures",
        count(cases, TestCase.Outcome.FAILURE),
        "errors",
        count(cases, TestCase.Outcome.ERROR),
        "skipped",
        count(cases, TestCase.Outcome.SKIPPED),
        "time",
        seconds(result.duration()));
    xml.open("properties");
    property("truthound.status", result.status().name());
    property("truthound.ended", result.ended().text());
    property("truthound.workflow_id", result.workflowId());
    property("truthound.run_id", result.runId());
    property("truthound.rows", String.valueOf(result.dataset().rows()));
    property("truthound.total_chunks", String.valueOf(result.totalChunks()));
    property("truthound.failed_chunks", String.valueOf(result.failedChunks()));
    property("truthound.error_chunks", String.valueOf(result.errorChunks()));
    property("truthound.skipped_chunks", String.valueOf(result.skippedChunks()));
    xml.literal("\n").close();
    for (TestCase each : cases) {
      each.write(result.dataset().name(), xml);
    }
    xml.literal("\n").close();
  }

  private void property(String name, String value) throws IOException {
    xml.empty("property", "name", name, "value", value);
  }

  private static String count(List<TestCase> cases, TestCase.Outcome outcome) {
    return String.valueOf(cases.stream().filter(each -> each.outcome() == outcome).count());
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }
}
