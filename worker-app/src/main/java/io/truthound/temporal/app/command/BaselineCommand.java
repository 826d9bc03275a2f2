package io.truthound.temporal.app.command;

import io.truthound.temporal.StoredBaselines;
import io.truthound.temporal.app.report.SchemaFile;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.result.LearnedSchema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows and changes what a dataset is held against where no rules say it. */
@Command(
    name = "baseline",
    description = "Shows, accepts or forgets the schema that a dataset is checked against.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound baseline show orders > schema.yaml",
      "  truthound learn 'orders/*.parquet' --name orders && truthound baseline accept orders",
      "  truthound baseline reset orders"
    })
final class BaselineCommand implements Callable<Integer> {
  /** What to do with a baseline. */
  private enum Action {
    SHOW,
    ACCEPT,
    RESET
  }

  private static final Map<String, Action> ACTIONS = actions();

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description =
          "show it as YAML; accept what was learned last as the baseline; or reset, so that the"
              + " next check learns it anew.")
  private String action = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "The dataset's name: what --name said, else DATA as given.")
  private String dataset = "";

  @Mixin private StoreOptions store = new StoreOptions();

  private final Terminal terminal;

  BaselineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Action wanted = Choices.of("ACTION", action, ACTIONS);
    StoredBaselines baselines = StoredBaselines.in(store.own(terminal));
    switch (wanted) {
      case SHOW -> show(baseline(baselines));
      case ACCEPT -> accept(baselines);
      case RESET -> reset(baselines);
    }
    return ExitStatus.SUCCESS;
  }

  private void show(LearnedSchema schema) {
    ReportOptions.write(
        List.of(new ReportOptions.Output("schema", null)),
        terminal,
        (output, out) -> SchemaFile.write(schema, out));
  }

  private void accept(StoredBaselines baselines) throws IOException {
    LearnedSchema learned =
        baselines
            .learned(dataset)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "Nothing was learned of \""
                            + dataset
                            + "\": truthound learn --name does it"));
    baselines.accept(dataset, learned);
    terminal.say("What was learned last is the baseline of " + dataset);
  }

  private void reset(StoredBaselines baselines) throws IOException {
    if (baselines.baseline(dataset).isEmpty()) {
      throw noBaseline();
    }
    baselines.reset(dataset);
    terminal.say("The next check without rules learns the baseline of " + dataset);
  }

  private LearnedSchema baseline(StoredBaselines baselines) throws IOException {
    return baselines.baseline(dataset).orElseThrow(this::noBaseline);
  }

  private InvalidRequestException noBaseline() {
    return new InvalidRequestException(
        "There is no baseline of \"" + dataset + "\": the first check without rules makes it");
  }

  private static Map<String, Action> actions() {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("show", Action.SHOW);
    actions.put("accept", Action.ACCEPT);
    actions.put("reset", Action.RESET);
    return actions;
  }
}
