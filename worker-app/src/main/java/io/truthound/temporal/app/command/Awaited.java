package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.RecentPace;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch, or several, whose answer is waited for.
 *
 * @param <T> what it answers
 */
sealed interface Awaited<T> {

  /** Returns the id of its workflow. */
  String id();

  /** Asks it to stop. */
  void cancel();

  /**
   * Asks how far it is.
   *
   * @param pace has seen how far it was before
   */
  Standing standing(RecentPace pace);

  /** Waits for the answer. */
  T result();

  /** Returns what was known of a batch that gave no answer, from its store. */
  Optional<T> partial(String store);

  /** Returns what was known of a batch that failed, or null where nothing was. */
  @Nullable T partial(BatchExecutionException failure);

  /** One batch. */
  sealed interface Batch<T> extends Awaited<T> {
    BatchHandle batch();

    @Override
    default String id() {
      return batch().id();
    }

    @Override
    default void cancel() {
      batch().cancel();
    }

    @Override
    default Standing standing(RecentPace pace) {
      return Standing.of(batch(), pace);
    }
  }

  /** A batch for each dataset of a list. */
  record DatasetList(DatasetListHandle list) implements Awaited<BatchResult> {
    @Override
    public String id() {
      return list.id();
    }

    @Override
    public void cancel() {
      list.cancel();
    }

    @Override
    public Standing standing(RecentPace pace) {
      return Standing.of(list);
    }

    @Override
    public BatchResult result() {
      return list.result();
    }

    @Override
    public Optional<BatchResult> partial(String store) {
      return list.partialResult(store);
    }

    @Override
    public @Nullable BatchResult partial(BatchExecutionException failure) {
      return null; // a list fails by being terminated: it says nothing at its end
    }
  }

  /** A check. */
  record Check(BatchHandle batch) implements Batch<CheckResult> {
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
  record Learn(BatchHandle batch) implements Batch<LearnResult> {
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
  record Profile(BatchHandle batch) implements Batch<ProfileResult> {
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
