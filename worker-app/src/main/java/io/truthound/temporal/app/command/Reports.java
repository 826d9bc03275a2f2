package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.CheckJson;
import io.truthound.temporal.app.report.CheckText;
import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.LearnJson;
import io.truthound.temporal.app.report.LearnText;
import io.truthound.temporal.app.report.ListJson;
import io.truthound.temporal.app.report.ListText;
import io.truthound.temporal.app.report.PlanJson;
import io.truthound.temporal.app.report.PlanText;
import io.truthound.temporal.app.report.PlanView;
import io.truthound.temporal.app.report.ProfileJson;
import io.truthound.temporal.app.report.ProfileText;
import io.truthound.temporal.app.report.RulesFile;
import io.truthound.temporal.app.report.SchemaFile;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.report.html.HtmlReport;
import io.truthound.temporal.app.report.junit.JunitReport;
import io.truthound.temporal.app.report.markdown.MarkdownReport;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a batch in the forms that were asked for, whichever command asks. */
record Reports(List<ReportOptions.Output> outputs, Where where, Terminal terminal) {
  /** Forms that have no place for what is missing and why. */
  private static final Set<String> FOR_PROGRAMS = Set.of("json", "junit");

  void write(CheckResult result) {
    FullReport full = FullReport.of(result);
    ReportOptions.write(outputs, terminal, (output, out) -> write(full, output, out));
  }

  private void write(FullReport full, ReportOptions.Output output, OutputStream out)
      throws IOException {
    switch (output.format()) {
      case "json" -> CheckJson.write(full.result(), out);
      case "junit" -> JunitReport.write(full, out);
      case "markdown" -> text(MarkdownReport.of(full, where), out);
      case "html" -> HtmlReport.write(full, where, out);
      default -> text(CheckText.of(full, where, output.palette(terminal)), out);
    }
    if (FOR_PROGRAMS.contains(output.format())) {
      sayProblem(full.problem());
    }
  }

  void write(ProfileResult result) {
    FullProfile full = FullProfile.of(result);
    ReportOptions.write(outputs, terminal, (output, out) -> write(full, output, out));
  }

  private void write(FullProfile full, ReportOptions.Output output, OutputStream out)
      throws IOException {
    switch (output.format()) {
      case "json" -> {
        ProfileJson.write(full.result(), out);
        sayProblem(full.problem());
      }
      case "markdown" -> text(MarkdownReport.of(full, where), out);
      case "html" -> HtmlReport.write(full, where, out);
      default -> text(ProfileText.of(full, where, output.palette(terminal)), out);
    }
  }

  void write(LearnResult result) {
    String problem = LearnText.problem(result);
    ReportOptions.write(outputs, terminal, (output, out) -> write(result, problem, output, out));
  }

  void write(PlanResult result) {
    PlanView view = PlanView.of(result);
    ReportOptions.write(
        outputs,
        terminal,
        (output, out) -> {
          if (output.format().equals("json")) {
            PlanJson.write(view, out);
          } else {
            text(PlanText.of(view, output.palette(terminal)), out);
          }
        });
  }

  /**
   * Writes the answers of several datasets.
   *
   * @param operation what was done with each
   */
  void write(BatchResult result, Operation operation) {
    ReportOptions.write(
        outputs,
        terminal,
        (output, out) -> {
          switch (output.format()) {
            case "json" -> ListJson.write(result, operation, terminal::say, out);
            case "junit" -> JunitReport.write(result, terminal::say, out);
            case "markdown" -> text(MarkdownReport.of(result, where), out);
            case "html" -> HtmlReport.write(result, where, out);
            default -> ListText.write(result, where, output.palette(terminal), out);
          }
        });
  }

  private void write(
      LearnResult result, @Nullable String problem, ReportOptions.Output output, OutputStream out)
      throws IOException {
    switch (output.format()) {
      case "json" -> LearnJson.write(result, out);
      case "markdown" -> text(MarkdownReport.of(result, where), out);
      case "html" -> HtmlReport.write(result, where, out);
      case "schema" -> SchemaFile.write(result.schema(), out);
      case "rules" -> {
        if (isJson(output)) {
          RulesFile.writeJson(result, out);
        } else {
          RulesFile.writeYaml(result, out);
        }
      }
      default -> text(LearnText.of(result, problem, where, output.palette(terminal)), out);
    }
  }

  /** Rules are read as JSON from a file of that ending, and as YAML from all others. */
  private static boolean isJson(ReportOptions.Output output) {
    return output.file() != null
        && output.file().toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static void text(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void sayProblem(@Nullable String problem) {
    if (problem != null) {
      terminal.say(problem);
    }
  }
}
