package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.SchemaFile;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.result.LearnedSchema;
import io.truthound.temporal.storage.Baselines;
import io.truthound.temporal.storage.Baselines.Entry;
import io.truthound.temporal.storage.Baselines.Kind;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Path folder = Path.of(URI.create(store.own(terminal)));
    Baselines baselines = new Baselines(LocalArtifactStore.at(folder));
    switch (wanted) {
      case SHOW -> show(current(baselines, Kind.BASELINE));
      case ACCEPT -> {
        baselines.add(dataset, Kind.BASELINE, current(baselines, Kind.LEARNED));
        terminal.say("What was learned last is the baseline of " + dataset);
      }
      case RESET -> {
        requireBaseline(baselines);
        baselines.add(dataset, Kind.BASELINE, null);
        terminal.say("The next check without rules learns the baseline of " + dataset);
      }
    }
    return ExitStatus.SUCCESS;
  }

  private void show(LearnedSchema schema) {
    ReportOptions.write(
        List.of(new ReportOptions.Output("schema", null)),
        terminal,
        (output, out) -> SchemaFile.write(schema, out));
  }

  private void requireBaseline(Baselines baselines) throws IOException {
    LearnedSchema unused = current(baselines, Kind.BASELINE);
  }

  private LearnedSchema current(Baselines baselines, Kind kind) throws IOException {
    Optional<Entry> entry = baselines.find(dataset, kind);
    LearnedSchema schema = entry.map(Entry::schema).orElse(null);
    if (schema == null) {
      throw new InvalidRequestException(
          kind == Kind.BASELINE
              ? "There is no baseline of \""
                  + dataset
                  + "\": the first check without rules makes it"
              : "Nothing was learned of \"" + dataset + "\": truthound learn --name does it");
    }
    return schema;
  }

  private static Map<String, Action> actions() {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("show", Action.SHOW);
    actions.put("accept", Action.ACCEPT);
    actions.put("reset", Action.RESET);
    return actions;
  }
}
