package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.SyncEngineAsyncAdapter;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Engines that answer in their own time: no thread waits for them, and all else is as ever. */
class AsyncEngineTest extends Behaviour {
  private static final int SLOTS = 2;
  private static final BatchConfig CONFIG =
      BatchConfig.PARALLEL.withBatchSize(10).withRetryPolicy(TWICE);

  private final PatientEngine patient = new PatientEngine();

  private BatchHandle begin(Dataset dataset, BatchConfig config) {
    return world(plugin -> plugin.setSlots(SLOTS).addEngine(PatientEngine.NAME, patient))
        .executor()
        .setEngine(PatientEngine.NAME)
        .setConfig(config)
        .build()
        .startCheck(dataset, RULES);
  }

  @Test
  void noThreadWaitsAndNoMoreSlicesAreAtWorkThanThereAreSlots() throws Exception {
    BatchHandle batch = begin(files(6), CONFIG);
    PatientEngine.Pending first = patient.next();
    PatientEngine.Pending second = patient.next();

    waitUntil(() -> !isScanning());

    first.passes();
    second.passes();
    for (int rest = 2; rest < 6; rest++) {
      patient.next().passes();
    }
    assertThat(batch.result().chunks()).isEqualTo(new StatusCounts(6, 0, 0, 0, 0));
    assertThat(patient.mostAtWork()).isEqualTo(SLOTS);
  }

  /** Says whether a thread is in the activity of a slice. */
  private static boolean isScanning() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getMethodName().equals("checkSlice"));
  }

  @Test
  void heartbeatsWhileItWaits() throws Exception {
    Duration timeout = Duration.ofSeconds(3);
    BatchHandle batch = begin(files(1), CONFIG.withHeartbeatTimeout(timeout));
    PatientEngine.Pending slice = patient.next();

    CompletableFuture.delayedExecutor(2 * timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(slice::passes);

    CheckResult result = batch.result();
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 0, 0));
    assertThat(history(result).attempts()).containsOnly(1);
  }

  @Test
  void aBatchThatIsCancelledTellsTheEngineAndEndsItsSlicesAsCancelled() throws Exception {
    BatchHandle batch = begin(files(1), CONFIG);
    PatientEngine.Pending unused = patient.next();

    batch.cancel();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    waitUntil(() -> patient.told() == 1);
    if (server == Server.REAL) {
      assertThat(history(batch.id()).count(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED)).isOne();
    }
  }

  @Test
  void anIoExceptionIsTriedAgainAndWhatDoesNotFitIsNot() throws Exception {
    BatchHandle batch = begin(files(2), CONFIG.withMaxWorkers(1));

    patient.next().fails(new IOException("the service does not answer"));
    patient.next().passes();
    patient.next().fails(new MemoryExhaustedException("too large", new IOException()));

    CheckResult result = batch.result();
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 1, 0));
    assertThat(result.errors())
        .singleElement()
        .satisfies(error -> assertThat(error.type()).isEqualTo(FailureTypes.MEMORY_EXHAUSTED));
  }

  @Test
  void theBuiltInEngineAnswersTheSameMadeAsynchronous() {
    Dataset dataset = files(5);

    CheckResult result =
        world(plugin -> plugin.addEngine("async", SyncEngineAsyncAdapter::of))
            .executor()
            .setEngine("async")
            .setConfig(CONFIG)
            .build()
            .checkBatch(dataset, RULES);

    CheckResult expected = real(CONFIG).checkBatch(dataset, RULES);
    assertThat(result.rules()).isEqualTo(expected.rules()).isNotEmpty();
    assertThat(result.chunks()).isEqualTo(expected.chunks());
  }
}
