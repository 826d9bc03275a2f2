package io.truthound.temporal.app.command;

import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.result.CheckResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for a batch, shows how far it is, and leaves when the user wants to. */
final class Waiting {
  private Waiting() {}

  /**
   * What became of a batch.
   *
   * @param known the answer, or what was known where there is none
   * @param failure why there is no answer, or null
   * @param interrupted whether the user left before the end
   */
  record Answer(
      Optional<CheckResult> known, @Nullable RuntimeException failure, boolean interrupted) {}

  static Answer of(
      BatchHandle batch, Connection connection, Interruption interruption, Terminal terminal) {
    CompletableFuture<CheckResult> result = Background.start(batch::result);
    try (Progress progress = Progress.start(batch, connection, terminal)) {
      Background.await(result, interruption);
    }
    if (!result.isDone()) {
      return new Answer(connection.leave(batch, result, terminal), null, true);
    }
    return answer(result);
  }

  private static Answer answer(CompletableFuture<CheckResult> result) {
    try {
      return new Answer(Optional.of(result.get()), null, false);
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    } catch (RuntimeException cancelled) {
      return failed(cancelled);
    }
  }

  private static Answer failed(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    RuntimeException cause =
        failure instanceof RuntimeException runtime
            ? runtime
            : new IllegalStateException("The batch failed", failure);
    CheckResult partial =
        cause instanceof BatchExecutionException execution ? execution.partialResult() : null;
    return new Answer(Optional.ofNullable(partial), cause, false);
  }
}
