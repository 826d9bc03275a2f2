package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ScanOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names an earlier batch, to go on where it ended. */
final class ResumeOption {
  private static final List<Ended> UNFINISHED =
      List.of(Ended.TIMED_OUT, Ended.CANCELLED, Ended.ABORTED);

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "Go on where an earlier batch on the same data and store ended: its finished slices are"
              + " not scanned again. ID is its run's or, on a server, its workflow's.")
  private @Nullable String resume;

  /** Refuses to resume a list of datasets. */
  void requireOneDataset(DataOptions data) {
    if (resume != null && data.each()) {
      throw new InvalidRequestException(
          "--resume is of one dataset: call it without --each for every DATA by itself");
    }
  }

  /** Sets what the next batch resumes, if anything. */
  BatchExecutor.Builder set(BatchExecutor.Builder executor, Connection connection) {
    return resume == null
        ? executor
        : executor.setResume(connection.runOf(Names.required("--resume", resume)));
  }

  /** Says how a batch can be resumed that did not come to its end. */
  static <T extends ScanOutcome> void sayHow(
      Waiting.Answer<T> answer, BatchHandle batch, Connection connection, Terminal terminal) {
    boolean unfinished =
        answer
            .known()
            .map(known -> UNFINISHED.contains(known.ended()) && known.totalChunks() > 0)
            .orElse(answer.failure() != null);
    if (unfinished) {
      terminal.say(
          "To go on where it ended: the same command with --resume " + connection.resumable(batch));
    }
  }
}
