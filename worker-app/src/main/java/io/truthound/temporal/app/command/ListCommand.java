package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowExecutionMetadata;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.SearchAttributes;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists batches that a server knows. */
@Command(
    name = "list",
    description = "Lists batches on a Temporal server, the latest first.",
    sortOptions = false,
    footer = {
      "",
      "--status and --dataset need the search attributes that truthound setup adds; batches that were",
      "started before have none, and neither have those of schedules that were created before, until",
      "schedule create … --replace. A batch that has just begun or ended is found after a moment.",
      "",
      "Examples:",
      "  truthound list --address localhost:7233",
      "  truthound list --status failed --dataset orders --limit 5"
    })
final class ListCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those that ended so: passed, warning, failed, error or skipped.")
  private @Nullable String status;

  @Option(names = "--dataset", paramLabel = "NAME", description = "Only those of this dataset.")
  private @Nullable String dataset;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "Only those that do this: check, plan, profile or learn.")
  private @Nullable String operation;

  @Option(names = "--running", description = "Only those that are not over.")
  private boolean running;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The most that are shown, 1 to 10000. Default: 20.")
  private int limit = 20;

  @ArgGroup(validate = false, order = 9, heading = "%nServer (one must be named):%n")
  private AddressOptions server = new AddressOptions();

  private final Terminal terminal;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new InvalidRequestException("Invalid --limit: " + limit + " (allowed: 1 to 10000)");
    }
    List<String> conditions = conditions();
    return NamedServer.with(
        "no batches to list",
        server,
        WireNames.TASK_QUEUE,
        terminal,
        connection -> {
          boolean sought = status != null || dataset != null || operation != null;
          if (sought && !connection.hasSearchAttributes()) {
            throw new InvalidRequestException(
                "The namespace has no search attributes to find batches by (truthound setup adds"
                    + " them); truthound list without --status, --dataset and --operation needs none");
          }
          List<WorkflowExecutionMetadata> found =
              connection
                  .client()
                  .listExecutions(String.join(" AND ", conditions))
                  .limit(limit)
                  .toList();
          terminal.out().print(ListedBatches.text(found, connection.hasSearchAttributes()));
          terminal.out().flush();
          if (sought && found.isEmpty()) {
            terminal.say(
                "Batches that began before truthound setup are not found so, nor those of schedules"
                    + " that were created before (schedule create … --replace)");
          }
          return ExitStatus.SUCCESS;
        });
  }

  private List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    conditions.add(
        "WorkflowType IN (\"%s\", \"%s\")"
            .formatted(WireNames.BATCH_WORKFLOW, WireNames.DATASET_LIST_WORKFLOW));
    if (status != null) {
      conditions.add(
          is(
              SearchAttributes.STATUS.getName(),
              Choices.of("--status", status, Status.class).name()));
    }
    if (operation != null) {
      conditions.add(
          is(
              SearchAttributes.OPERATION.getName(),
              Choices.of("--operation", operation, Operation.class)
                  .name()
                  .toLowerCase(Locale.ROOT)));
    }
    if (dataset != null) {
      conditions.add(is(SearchAttributes.DATASET.getName(), SearchAttributes.shortened(dataset)));
    }
    if (running) {
      conditions.add("ExecutionStatus = \"Running\"");
    }
    return conditions;
  }

  private static String is(String attribute, String value) {
    return attribute + " = \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
