package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.CheckJson;
import io.truthound.temporal.app.report.CheckText;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a dataset and reports. */
@Command(
    name = "check",
    description = "Checks data against rules, durably, and says which rows break them.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound check orders.parquet --rules rules.yaml",
      "  truthound check 'lake/2026/*.parquet' --rules rules.yaml --format json > report.json",
      "  truthound check people.csv --rule '{\"type\":\"in_range\",\"column\":\"age\",\"min\":0}'",
      "  truthound check orders.parquet --rules rules.yaml --address localhost:7233 --detach"
    })
final class CheckCommand extends BatchCommand implements Callable<Integer> {
  private static final Map<String, Boolean> FAIL_ON = failOn();

  @Option(
      names = "--detach",
      description = "Start the batch, print its id and leave; needs a server.")
  private boolean detach;

  @Option(
      names = "--fail-on",
      paramLabel = "STATUS",
      description = "failed or warning: from which status on to exit with 1. Default: failed.")
  private String failOn = "failed";

  private final Interruption interruption;

  CheckCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    List<ReportOptions.Output> outputs = report.outputs();
    boolean failOnWarning = Choices.of("--fail-on", failOn, FAIL_ON);
    Dataset dataset = data.dataset();
    RuleSet ruleSet = rules.rules();
    run.config();
    if (detach && !server.namesServer(terminal)) {
      throw new InvalidRequestException(
          "--detach needs a Temporal server (--address or --temporal-profile): the embedded one is"
              + " not durable and ends with this process");
    }
    try (Connection connection = open()) {
      BatchExecutor executor = executor(connection);
      BatchHandle batch = executor.startCheck(dataset, ruleSet);
      if (detach) {
        return detached(connection, batch);
      }
      Where where = connection.where(batch.id());
      Waiting.Answer answer = Waiting.of(batch, connection, interruption, terminal);
      return answered(answer, where, outputs, failOnWarning);
    }
  }

  private int detached(Connection connection, BatchHandle batch) {
    terminal.out().println(batch.id());
    terminal.out().flush();
    connection.where(batch.id()).lines().forEach(terminal::say);
    return ExitStatus.SUCCESS;
  }

  private int answered(
      Waiting.Answer answer,
      Where where,
      List<ReportOptions.Output> outputs,
      boolean failOnWarning) {
    Optional<CheckResult> known = answer.known();
    known.ifPresent(result -> write(result, where, outputs));
    RuntimeException failure = answer.failure();
    if (answer.interrupted()) {
      if (known.isEmpty() && !server.namesServer(terminal)) {
        terminal.say("Nothing is known yet");
      }
      return ExitStatus.INTERRUPTED;
    }
    if (failure instanceof BatchExecutionException || failure instanceof CancellationException) {
      terminal.say("truthound check: " + Problem.of(failure));
      where.lines().forEach(terminal::say);
      return ExitStatus.NOT_FINISHED;
    }
    if (failure != null) {
      throw failure;
    }
    return known
        .map(result -> ExitStatus.of(result, failOnWarning))
        .orElse(ExitStatus.NOT_FINISHED);
  }

  private void write(CheckResult result, Where where, List<ReportOptions.Output> outputs) {
    FullReport full = FullReport.of(result);
    ReportOptions.write(
        outputs,
        terminal,
        (output, out) -> {
          if (output.format().equals("json")) {
            CheckJson.write(full.result(), out);
            sayProblem(full);
          } else {
            out.write(
                CheckText.of(full, where, output.palette(terminal))
                    .getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  private void sayProblem(FullReport full) {
    String problem = full.problem();
    if (problem != null) {
      terminal.say(problem);
    }
  }

  private static Map<String, Boolean> failOn() {
    Map<String, Boolean> allowed = new LinkedHashMap<>();
    allowed.put("failed", false);
    allowed.put("warning", true);
    return allowed;
  }
}
