package io.truthound.temporal;

import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Joins work that may end later to what comes after it. */
final class Stages {
  private Stages() {}

  /** Begins work that may end later. */
  interface Beginning<T> {
    CompletionStage<T> begin() throws RefusedException, IOException, ScanCancelledException;
  }

  /** Does what comes after a stage. */
  interface Step<T, R> {
    R of(T value) throws IOException;
  }

  /** Begins work that needs something, which is closed when the work ends, or does not begin. */
  static <T> CompletionStage<T> closing(AutoCloseable needed, Beginning<T> work)
      throws RefusedException, IOException, ScanCancelledException {
    boolean begun = false;
    try {
      CompletionStage<T> stage = work.begin().whenComplete((value, failure) -> close(needed));
      begun = true;
      return stage;
    } finally {
      if (!begun) {
        close(needed);
      }
    }
  }

  private static void close(AutoCloseable needed) {
    try {
      needed.close();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Goes on with a stage's value. */
  static <T, R> CompletionStage<R> then(CompletionStage<T> stage, Step<T, R> step) {
    return stage.thenApply(
        value -> {
          try {
            return step.of(value);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }
}
