package io.truthound.temporal.app.embedded;

import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** In-memory servers, of which one may have been started before it is asked for. */
final class ServerAhead {
  private static final AtomicReference<@Nullable CompletableFuture<TestWorkflowEnvironment>> AHEAD =
      new AtomicReference<>();

  private ServerAhead() {}

  /** Begins to start a server, unless one is waiting to be taken. */
  static void begin() {
    CompletableFuture<TestWorkflowEnvironment> server = new CompletableFuture<>();
    if (AHEAD.compareAndSet(null, server)) {
      Thread thread = new Thread(() -> complete(server), "truthound-server-ahead");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Takes the server that was begun, else starts one; its caller closes it. */
  static TestWorkflowEnvironment take() {
    CompletableFuture<TestWorkflowEnvironment> ahead = AHEAD.getAndSet(null);
    if (ahead == null) {
      return start();
    }
    // One that did not start is tried again here, where its failure reaches somebody.
    return ahead
        .handle((server, failure) -> Optional.ofNullable(server))
        .join()
        .orElseGet(ServerAhead::start);
  }

  private static void complete(CompletableFuture<TestWorkflowEnvironment> server) {
    try {
      server.complete(start());
    } catch (Throwable failure) {
      server.completeExceptionally(failure);
    }
  }

  private static TestWorkflowEnvironment start() {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  }
}
