package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowNotFoundException;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.BatchDescription.State;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.DatasetListProgress;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops a batch and says what it had done. */
@Command(
    name = "cancel",
    description = "Stops a batch; what it found so far stays and can be reported.",
    sortOptions = false,
    footer = {
      "",
      "A batch that is told to stop lets what is in flight go, for at most 5 s, and writes its",
      "report. For that a worker must run.",
      "",
      "Example:",
      "  truthound cancel nightly --address localhost:7233"
    })
final class CancelCommand extends ControlCommand {
  @Option(names = "--no-wait", description = "Ask the batch to stop and leave at once.")
  private boolean noWait;

  private final Interruption interruption;

  CancelCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    return onBatch(this::cancel);
  }

  private int cancel(FoundBatch batch) {
    batch.requireRunning();
    batch.cancel();
    if (noWait) {
      sayAsked(batch);
      return ExitStatus.SUCCESS;
    }
    if (batch.deserted()) {
      terminal.say(
          "Nobody polls task queue "
              + batch.taskQueue()
              + ": the batch stops when a worker runs (truthound worker); Ctrl-C leaves it to that");
    }
    CompletableFuture<?> over = Background.start(batch::outcome);
    Background.await(over, interruption);
    if (!over.isDone()) {
      sayAsked(batch);
      return ExitStatus.INTERRUPTED;
    }
    sayOver(batch, batch.description());
    return ExitStatus.SUCCESS;
  }

  private void sayAsked(FoundBatch batch) {
    terminal.say(
        "Asked " + batch.id() + " to stop; " + batch.command("status") + " says when it has");
  }

  private void sayOver(FoundBatch batch, BatchDescription closed) {
    if (closed.state() == State.CANCELLED) {
      terminal.say("Cancelled " + batch.id() + ": " + done(batch));
    } else {
      terminal.say(
          batch.id() + " was over before it was told to stop: " + FoundBatch.state(closed));
    }
    terminal.say("Report: " + batch.command("report"));
  }

  private static String done(FoundBatch batch) {
    try {
      DatasetListHandle list = batch.list();
      if (list != null) {
        DatasetListProgress progress = batch.ask(list::progress);
        return "%s of %s were done"
            .formatted(
                Words.number(progress.finished().total()),
                Words.counted(progress.datasets(), "dataset"));
      }
      BatchProgress progress = batch.ask(batch.handle()::progress);
      return progress.slices() == 0
          ? "nothing was read"
          : "%s of %s slices were done, %s of %s rows"
              .formatted(
                  Words.number(progress.finishedSlices()),
                  Words.number(progress.slices()),
                  Words.number(progress.mergedRows()),
                  Words.number(progress.rows()));
    } catch (NoAnswerException | WorkflowNotFoundException e) {
      return "how far it came is not known here (" + Problem.of(e) + ")";
    }
  }
}
