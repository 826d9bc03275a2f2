package io.truthound.temporal.app.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Work that the user need not wait for: it ends with the process at the latest. */
final class Background {
  private Background() {}

  /** Starts work on a thread of its own that does not keep the process alive. */
  static <T> CompletableFuture<T> start(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.get());
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            },
            "truthound-result");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Waits until work is done, whatever its outcome, or until the user wants to leave. */
  static void await(CompletableFuture<?> work, Interruption interruption) {
    CompletableFuture<?> done = work.handle((result, failure) -> true);
    CompletableFuture.anyOf(done, interruption.requested()).join();
  }

  /** Returns what work gives, or nothing where the user left before; throws what it throws. */
  static <T> Optional<T> untilDone(Supplier<T> work, Interruption interruption) {
    CompletableFuture<T> result = start(work);
    await(result, interruption);
    try {
      return result.isDone() ? Optional.of(result.join()) : Optional.empty();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
