package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowException;
import io.truthound.temporal.app.report.BatchStatus;
import io.truthound.temporal.app.report.ListStatus;
import io.truthound.temporal.app.report.Pace;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.StatusJson;
import io.truthound.temporal.app.report.StatusText;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how far a batch is, or how it ended. */
@Command(
    name = "status",
    description = "Says how far a batch is, or how it ended.",
    sortOptions = false,
    footer = {
      "",
      "Exits with 0 where the question could be answered, whatever the answer, and with 2 where not.",
      "Without a worker it says what the server knows by itself.",
      "",
      "Examples:",
      "  truthound status nightly --address localhost:7233",
      "  truthound status nightly --address localhost:7233 --watch",
      "  truthound status nightly --address localhost:7233 --format json"
    })
final class StatusCommand extends ControlCommand {
  @Option(
      names = "--watch",
      description =
          "Show on standard error how far it is until it is over, then say how it ended. Ctrl-C"
              + " leaves the batch alone.")
  private boolean watch;

  @ArgGroup(validate = false, order = 1, heading = "%nAnswer:%n")
  private Answer answer = new Answer();

  private final Interruption interruption;

  StatusCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  /** In which form the question is answered. */
  static final class Answer {
    private static final List<String> FORMATS = List.of("text", "json");

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json, on standard output. Default: text.")
    private String format = "text";

    String format() {
      if (!FORMATS.contains(format)) {
        throw Choices.unknown("--format", format, FORMATS);
      }
      return format;
    }
  }

  @Override
  public Integer call() {
    String format = answer.format();
    return onBatch(
        batch -> {
          if (watch && !watched(batch)) {
            return ExitStatus.INTERRUPTED;
          }
          DatasetListHandle list = batch.list();
          if (list == null) {
            BatchStatus status = look(batch);
            write(
                format,
                palette -> StatusText.of(status, Instant.now(), batch.where(), palette),
                out -> StatusJson.write(status, out));
          } else {
            ListStatus status = look(batch, list);
            write(
                format,
                palette -> status.text(Instant.now(), batch.where(), palette),
                status::writeJson);
          }
          return ExitStatus.SUCCESS;
        });
  }

  /** Shows how far a batch is until it is over; false where the user left before. */
  private boolean watched(FoundBatch batch) {
    CompletableFuture<?> over = Background.start(batch::outcome);
    try (Progress progress = Progress.watch(batch, terminal)) {
      Background.await(over, interruption);
    }
    return over.isDone();
  }

  private void write(String format, Function<Palette, String> text, Json json) {
    ReportOptions.write(
        List.of(new ReportOptions.Output(format, null)),
        terminal,
        (output, out) -> {
          if (format.equals("json")) {
            json.write(out);
          } else {
            String written = text.apply(output.palette(terminal));
            out.write(written.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /** Writes an answer for programs. */
  private interface Json {
    void write(OutputStream out) throws IOException;
  }

  private static ListStatus look(FoundBatch batch, DatasetListHandle list) {
    BatchDescription description = batch.description();
    if (description.over()) {
      try {
        return ListStatus.over(description, list.outcome());
      } catch (BatchOperationException | CancellationException unfinished) {
        // It gave no answer: what its datasets came to before its workers may still know.
      }
    }
    try {
      return ListStatus.running(description, batch.ask(list::progress));
    } catch (NoAnswerException | WorkflowException unanswered) {
      return ListStatus.unanswered(description, Problem.of(unanswered));
    }
  }

  private static BatchStatus look(FoundBatch batch) {
    BatchDescription description = batch.description();
    return description.over() ? closed(batch, description) : running(batch, description);
  }

  private static BatchStatus running(FoundBatch batch, BatchDescription description) {
    List<PendingRetry> retries = batch.handle().retries();
    try {
      BatchProgress progress = batch.ask(batch.handle()::progress);
      return BatchStatus.running(
          description, progress, Pace.sinceItBegan(progress, Instant.now()).orElse(null), retries);
    } catch (NoAnswerException | WorkflowException unanswered) {
      return BatchStatus.unanswered(description, retries, Problem.of(unanswered));
    }
  }

  /** Reads the answer from the server; asks a worker only where there is none. */
  private static BatchStatus closed(FoundBatch batch, BatchDescription description) {
    try {
      return BatchStatus.over(description, batch.handle().outcome(), null);
    } catch (BatchExecutionException failed) {
      return BatchStatus.over(description, failed.partialOutcome(), Problem.of(failed));
    } catch (BatchOperationException refused) {
      return BatchStatus.over(description, null, Problem.of(refused));
    } catch (CancellationException cancelled) {
      return stopped(batch, description);
    }
  }

  private static BatchStatus stopped(FoundBatch batch, BatchDescription description) {
    try {
      return BatchStatus.stopped(description, batch.ask(batch.handle()::progress));
    } catch (NoAnswerException | WorkflowException unanswered) {
      return BatchStatus.unanswered(description, List.of(), Problem.of(unanswered));
    }
  }
}
