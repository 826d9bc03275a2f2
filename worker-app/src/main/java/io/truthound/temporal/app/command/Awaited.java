package io.truthound.temporal.app.command;

import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch whose answer is waited for.
 *
 * @param <T> what it answers
 */
sealed interface Awaited<T> {

  BatchHandle batch();

  /** Waits for the answer. */
  T result();

  /** Returns what was known of a batch that gave no answer, from its store. */
  Optional<T> partial(String store);

  /** Returns what was known of a batch that failed, or null where nothing was. */
  @Nullable T partial(BatchExecutionException failure);

  /** A check. */
  record Check(BatchHandle batch) implements Awaited<CheckResult> {
    @Override
    public CheckResult result() {
      return batch.result();
    }

    @Override
    public Optional<CheckResult> partial(String store) {
      return batch.partialResult(store);
    }

    @Override
    public @Nullable CheckResult partial(BatchExecutionException failure) {
      return failure.partialResult();
    }
  }

  /** A learn. */
  record Learn(BatchHandle batch) implements Awaited<LearnResult> {
    @Override
    public LearnResult result() {
      return batch.learnResult();
    }

    @Override
    public Optional<LearnResult> partial(String store) {
      return batch.partialLearn(store);
    }

    @Override
    public @Nullable LearnResult partial(BatchExecutionException failure) {
      return failure.partialLearn();
    }
  }

  /** A profile. */
  record Profile(BatchHandle batch) implements Awaited<ProfileResult> {
    @Override
    public ProfileResult result() {
      return batch.profileResult();
    }

    @Override
    public Optional<ProfileResult> partial(String store) {
      return batch.partialProfile(store);
    }

    @Override
    public @Nullable ProfileResult partial(BatchExecutionException failure) {
      return failure.partialProfile();
    }
  }
}
