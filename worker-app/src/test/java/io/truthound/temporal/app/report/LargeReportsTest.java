package io.truthound.temporal.app.report;

import static io.truthound.temporal.app.report.Documents.elements;
import static io.truthound.temporal.app.report.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.report.html.HtmlReport;
import io.truthound.temporal.app.report.junit.JunitReport;
import io.truthound.temporal.app.report.markdown.MarkdownReport;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Reports of more than anybody reads, and of what the store does not tell any more. */
final class LargeReportsTest {
  private static final Where NOWHERE = new Where(List.of());

  private static List<RuleResult> rules(int count, String value) {
    List<FailingRow> rows =
        Collections.nCopies(
            20, new FailingRow("file:///data.csv", 7, Map.of("price", value), Map.of()));
    List<RuleResult> rules = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      rules.add(
          new RuleResult(
              index,
              "in_range",
              null,
              List.of("price"),
              Severity.ERROR,
              null,
              Status.FAILED,
              new Tally(100, 50),
              null,
              "50 of 100 rows failed",
              0,
              rows));
    }
    return rules;
  }

  private static FullReport report(
      Status status,
      Ended ended,
      StatusCounts chunks,
      List<RuleResult> rules,
      List<ChunkError> errors) {
    CheckResult result =
        new CheckResult(
            "check",
            "run",
            status,
            ended,
            AggregationStrategy.MERGE,
            Duration.ofSeconds(1),
            new DatasetSummary("data", 1, 100, 1_000),
            chunks,
            rules,
            errors,
            null,
            null,
            null,
            false);
    return new FullReport(result, null);
  }

  private static FullReport failed(int rules, String value) {
    return report(
        Status.FAILED,
        Ended.COMPLETED,
        new StatusCounts(0, 0, 100, 0, 0),
        rules(rules, value),
        List.of());
  }

  private static String html(FullReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(report, NOWHERE, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Document junit(FullReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JunitReport.write(report, out);
    return Documents.parseJunit(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void leavesRulesOutOfAPageAndSaysSo() throws IOException {
    String page = html(failed(5_000, "<".repeat(100_000)));

    Document document = Documents.parse(page);
    assertThat(elements(document, "article")).hasSize(100);
    assertThat(texts(document, "p")).contains("Left out here: 3,900 rules; --format json has all.");
    assertThat(page.length()).isLessThan(9_000_000);
  }

  @Test
  void keepsMarkdownToWhatACommentMayHave() {
    String markdown = MarkdownReport.of(failed(5_000, "|`@".repeat(100_000)), NOWHERE);

    assertThat(markdown.length()).isBetween(20_000, 65_536);
    assertThat(markdown).contains("And 4,800 more rules.");
    assertThat(markdown.split("<details>", -1)).hasSameSizeAs(markdown.split("</details>", -1));
  }

  @Test
  void givesJunitEveryRule() throws IOException {
    Document junit = junit(failed(5_000, "\u0000"));

    assertThat(elements(junit, "failure")).hasSize(5_000);
    assertThat(elements(junit, "testsuite").get(0).getAttribute("tests")).isEqualTo("5000");
  }

  @Test
  void tellsCiOfChunksWithoutAVerdict() throws IOException {
    ChunkError error =
        new ChunkError(3, 10, "file:///data.csv", "truthound.SourceUnreadable", "torn at byte 7");

    Document junit =
        junit(
            report(
                Status.ERROR,
                Ended.COMPLETED,
                new StatusCounts(90, 0, 0, 10, 0),
                List.of(),
                List.of(error)));

    assertThat(elements(junit, "testcase").get(0).getAttribute("name"))
        .isEqualTo("chunks 3 to 12 of file:///data.csv");
    assertThat(elements(junit, "error").get(0).getAttribute("type"))
        .isEqualTo("truthound.SourceUnreadable");
    assertThat(elements(junit, "testsuite").get(0).getAttribute("errors")).isEqualTo("1");
  }

  @Test
  void tellsCiOfABatchWithoutACleanEnd() throws IOException {
    Document junit =
        junit(
            report(
                Status.ERROR,
                Ended.TIMED_OUT,
                new StatusCounts(1, 0, 0, 0, 99),
                List.of(),
                List.of()));

    assertThat(texts(junit, "error")).containsExactly("Status ERROR, timed_out\n");
  }

  @Test
  void tellsCiWhereChunksFailThoughNoRuleDoes() throws IOException {
    Document junit =
        junit(
            report(
                Status.FAILED,
                Ended.COMPLETED,
                new StatusCounts(99, 0, 1, 0, 0),
                List.of(),
                List.of()));

    assertThat(texts(junit, "failure")).containsExactly("1 chunk failed\n");
  }

  @Test
  void passesInCiWhatChunksOutvoted() throws IOException {
    Document junit =
        junit(
            report(
                Status.PASSED,
                Ended.COMPLETED,
                new StatusCounts(99, 0, 1, 0, 0),
                rules(1, "x"),
                List.of()));

    assertThat(elements(junit, "failure")).isEmpty();
    assertThat(texts(junit, "system-out").get(0)).startsWith("50 of 100 rows failed (50 %)\n");
  }

  @Test
  void drawsOfChunksWhatAnAnswerKnowsByItself() throws IOException {
    ChunkError error = new ChunkError(40, 10, "file:///data.csv", "type", "torn");
    StatusCounts counts = new StatusCounts(70, 0, 10, 10, 10);

    Document page =
        Documents.parse(
            html(report(Status.ERROR, Ended.CANCELLED, counts, rules(1, "x"), List.of(error))));

    assertThat(texts(page, "title"))
        .contains("Map of 100 chunks: 10 error, 10 skipped, 80 not known")
        .contains("chunk 39: not known", "chunk 40: 1 error", "chunk 90: 1 skipped");
    assertThat(texts(page, "p")).contains("Which of the other chunks passed is not known here");
  }

  @Test
  void drawsManyChunksInFewCells() throws IOException {
    ChunkError error = new ChunkError(999_999, 1, "file:///data.csv", "type", "torn");

    Document page =
        Documents.parse(
            html(
                report(
                    Status.ERROR,
                    Ended.COMPLETED,
                    new StatusCounts(999_999, 0, 0, 1, 0),
                    List.of(),
                    List.of(error))));

    assertThat(elements(page, "g")).hasSize(600);
    assertThat(texts(page, "title"))
        .contains(
            "chunks 0 to 1,666: 1,667 passed", "chunks 998,533 to 999,999: 1,466 passed, 1 error");
  }
}
