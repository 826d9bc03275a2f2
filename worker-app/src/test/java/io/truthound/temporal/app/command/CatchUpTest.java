package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.truthound.temporal.app.badinput.DevServer;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchSchedules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Times that pass while the server is down. Nobody works on the batches: that they are started is
 * what schedules are for.
 */
@Timeout(120)
class CatchUpTest {
  /** Longer than 10 s and {@link #APART}: a server does not take less as its catch-up. */
  private static final Duration DOWN = Duration.ofSeconds(16);

  private static final Duration APART = Duration.ofSeconds(3);

  @TempDir Path folder;

  @Test
  void timesThatPassedAreStartedAsFarBackAsTheScheduleSays() {
    try (DevServer server = DevServer.keeping(folder.resolve("temporal.db"))) {
      create(server, "far", "1h");
      create(server, "near", "10s");
      server.close();
      Instant down = Instant.now();
      Eventually.so(() -> Duration.between(down, Instant.now()).compareTo(DOWN) > 0);
      server.startAgain();
      Instant up = Instant.now();

      try (Schedules schedules = new Schedules(server.address())) {
        List<Instant> far = schedules.startedUntil("far", up);
        List<Instant> near = schedules.startedUntil("near", up);

        Instant first = after(down);
        Instant last = after(up).minus(APART);
        assertThat(far).contains(first, first.plus(APART), last.minus(APART), last);
        assertThat(near).contains(last).doesNotContain(first);
        assertThat(schedules.missed("far")).isZero();
        assertThat(schedules.missed("near")).isPositive();
      }
    }
  }

  /** Returns the next of the times, which are counted from 1970. */
  private static Instant after(Instant time) {
    long seconds = time.getEpochSecond();
    return Instant.ofEpochSecond(seconds - seconds % APART.toSeconds()).plus(APART);
  }

  private void create(DevServer server, String id, String catchUp) {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    List<String> line =
        List.of(
            "schedule create %s /data/orders.csv --operation profile --every %ds --catch-up %s"
                .formatted(id, APART.toSeconds(), catchUp)
                .split(" "));

    assertThat(world.run(line, "--overlap", "allow-all", "--address", server.address()))
        .as(world.err())
        .isZero();
  }

  private static final class Schedules implements AutoCloseable {
    private final WorkflowServiceStubs stubs;
    private final BatchSchedules schedules;

    Schedules(String address) {
      stubs =
          WorkflowServiceStubs.newConnectedServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(),
              Duration.ofSeconds(30));
      schedules =
          BatchSchedules.of(BatchExecutor.newBuilder(WorkflowClient.newInstance(stubs)).build());
    }

    /** Returns the times that batches were started for, as soon as one is later than a time. */
    List<Instant> startedUntil(String id, Instant time) {
      Eventually.so(() -> started(id).stream().anyMatch(each -> each.isAfter(time)));
      return started(id);
    }

    private List<Instant> started(String id) {
      return schedules.find(id).describe().recent().stream()
          .map(batch -> Instant.parse(batch.substring(id.length() + 1)))
          .toList();
    }

    long missed(String id) {
      return schedules.find(id).describe().missed();
    }

    @Override
    public void close() {
      stubs.shutdownNow();
    }
  }
}
