package io.truthound.temporal;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Temporal dev server, started once for each JVM by the program {@code temporal}, which is
 * looked for in the environment variable {@code TEMPORAL_CLI} and then on the path. Killed when the
 * JVM exits.
 *
 * <p>Where the program is absent, tests that need it are skipped with the reason on standard error;
 * where the environment variable {@code CI} is set, they fail.
 */
public final class RealServer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3;

  private static @Nullable WorkflowServiceStubs stubs;
  private static String address = "";

  private RealServer() {}

  /** Skips the test where there is no such program, or fails it where {@code CI} is set. */
  public static void require() {
    if (program().isEmpty()) {
      String reason =
          "No Temporal dev server: the program \"temporal\" is neither on the path nor named by the"
              + " environment variable TEMPORAL_CLI";
      if (System.getenv("CI") != null) {
        throw new AssertionError(reason + ", and CI is set");
      }
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
  }

  /** Returns a connection to the server; starts it where it is not running. */
  public static synchronized WorkflowServiceStubs stubs() {
    if (stubs == null) {
      stubs = start();
    }
    return stubs;
  }

  /** Returns host and port of the server; starts it where it is not running. */
  public static synchronized String address() {
    WorkflowServiceStubs unused = stubs();
    return address;
  }

  /** Starts one at a free port; at another where a process took that before the server did. */
  private static WorkflowServiceStubs start() {
    for (int attempt = 1; ; attempt++) {
      try {
        int port = freePort();
        address = "127.0.0.1:" + port;
        return answering(run(port));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot start the Temporal dev server", e);
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Process run(int port) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "server",
                "start-dev",
                "--headless",
                "--port",
                Integer.toString(port),
                "--ip",
                "127.0.0.1",
                "--log-level",
                "error",
                "--dynamic-config-value",
                "matching.numTaskqueueReadPartitions=1",
                "--dynamic-config-value",
                "matching.numTaskqueueWritePartitions=1")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // With a task queue for each test and little to collect: a fifth less of its CPU.
    command.environment().put("GOGC", "400");
    Process server = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(server)));
    return server;
  }

  /** Asks until it answers: where connections are refused, the SDK gives up after some seconds. */
  private static WorkflowServiceStubs answering(Process server) {
    long begun = System.nanoTime();
    while (true) {
      try {
        return WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(), PATIENCE);
      } catch (RuntimeException e) {
        if (!server.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
          kill(server);
          throw e;
        }
      }
    }
  }

  private static void kill(Process server) {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
  }

  private static Optional<Path> program() {
    String named = System.getenv("TEMPORAL_CLI");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Stream.of("temporal", "temporal.exe").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
