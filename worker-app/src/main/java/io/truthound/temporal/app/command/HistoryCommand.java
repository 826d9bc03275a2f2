package io.truthound.temporal.app.command;

import io.truthound.temporal.StoredHistory;
import io.truthound.temporal.app.report.HistoryJson;
import io.truthound.temporal.app.report.HistoryText;
import io.truthound.temporal.app.report.RecentRuns;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.report.html.HtmlReport;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.contract.HistoryEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the last runs of a dataset came to. */
@Command(
    name = "history",
    description =
        "Shows what the last runs of a dataset came to: status, rows, and failing rows of rules that"
            + " did not pass. It reads the store and needs no server.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound history orders",
      "  truthound history orders --last 90 --format html=orders.html",
      "  truthound history orders --store s3://lake/truthound --format json"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("text", "json", "html");
  private static final int MOST_RUNS = 1_000;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The dataset's name: what --name said, else DATA as given.")
  private String dataset = "";

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many runs to show, 1 to 1000. Default: 20.")
  private int last = 20;

  @Option(
      names = "--format",
      paramLabel = "FORMAT[=FILE]",
      description =
          "text, json or html, on standard output or into FILE. Repeatable. Default: text.")
  private List<String> formats = new ArrayList<>();

  @Mixin private StoreOptions store = new StoreOptions();

  private final Terminal terminal;

  HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (last < 1 || last > MOST_RUNS) {
      throw new InvalidRequestException(
          "Invalid --last: " + last + " (allowed: 1 to " + MOST_RUNS + ")");
    }
    List<ReportOptions.Output> outputs = ReportOptions.outputs(formats, FORMATS);
    String uri = store.present(terminal);
    List<HistoryEntry> runs = runs(uri);
    if (runs.isEmpty()) {
      throw new InvalidRequestException(
          "Nothing is recorded under \"" + dataset + "\" in the store " + uri);
    }
    RecentRuns history = new RecentRuns(dataset, runs);
    ReportOptions.write(outputs, terminal, (output, out) -> write(history, uri, output, out));
    return ExitStatus.SUCCESS;
  }

  private List<HistoryEntry> runs(String uri) throws IOException {
    try (Stream<HistoryEntry> newestFirst = StoredHistory.in(uri).of(dataset)) {
      List<HistoryEntry> runs = new ArrayList<>(newestFirst.limit(last).toList());
      Collections.reverse(runs);
      return runs;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(RecentRuns history, String uri, ReportOptions.Output output, OutputStream out)
      throws IOException {
    switch (output.format()) {
      case "json" -> HistoryJson.write(history, out);
      case "html" -> HtmlReport.write(history, new Where(List.of("Recorded in " + uri)), out);
      default -> {
        String text = HistoryText.of(history, output.palette(terminal));
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
