package io.truthound.temporal.app.command;

import io.truthound.temporal.client.BatchExecutionException;
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
   * @param <T> what it answers
   * @param known the answer, or what was known where there is none
   * @param failure why there is no answer, or null
   * @param interrupted whether the user left before the end
   */
  record Answer<T>(Optional<T> known, @Nullable RuntimeException failure, boolean interrupted) {}

  static <T> Answer<T> of(
      Awaited<T> awaited, Connection connection, Interruption interruption, Terminal terminal) {
    CompletableFuture<T> result = Background.start(awaited::result);
    try (Progress progress = Progress.start(awaited, connection, terminal)) {
      Background.await(result, interruption);
    }
    if (!result.isDone()) {
      return new Answer<>(connection.leave(awaited, result, terminal), null, true);
    }
    return answer(awaited, result);
  }

  private static <T> Answer<T> answer(Awaited<T> awaited, CompletableFuture<T> result) {
    try {
      return new Answer<>(Optional.of(result.get()), null, false);
    } catch (ExecutionException e) {
      return failed(awaited, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    } catch (RuntimeException cancelled) {
      return failed(awaited, cancelled);
    }
  }

  private static <T> Answer<T> failed(Awaited<T> awaited, @Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    RuntimeException cause =
        failure instanceof RuntimeException runtime
            ? runtime
            : new IllegalStateException("The batch failed", failure);
    T partial =
        cause instanceof BatchExecutionException execution ? awaited.partial(execution) : null;
    return new Answer<>(Optional.ofNullable(partial), cause, false);
  }
}
