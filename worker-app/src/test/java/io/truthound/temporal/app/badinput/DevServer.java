package io.truthound.temporal.app.badinput;

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
import org.junit.jupiter.api.Assumptions;

/**
 * A real Temporal server, started by the program {@code temporal} (named by TEMPORAL_CLI, else on
 * the path) and killed by closing.
 */
public final class DevServer implements AutoCloseable {
  private final Process process;
  private final String address;

  private DevServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one; skips the test where there is no such program, fails it where CI is set. */
  public static DevServer start() {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      String reason = "No Temporal dev server: no program \"temporal\" on the path or TEMPORAL_CLI";
      if (System.getenv("CI") != null) {
        throw new AssertionError(reason + ", and CI is set");
      }
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    try {
      return start(program.orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the Temporal dev server", e);
    }
  }

  private static DevServer start(Path program) throws IOException {
    String port = Integer.toString(freePort());
    Process process =
        new ProcessBuilder(
                program.toString(),
                "server",
                "start-dev",
                "--headless",
                "--log-level",
                "error",
                "--ip",
                "127.0.0.1",
                "--port",
                port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    DevServer server = new DevServer(process, "127.0.0.1:" + port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    try {
      server.awaitAnswer();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Returns host and port. */
  public String address() {
    return address;
  }

  private void awaitAnswer() {
    WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(),
            Duration.ofSeconds(60))
        .shutdownNow();
  }

  private static Optional<Path> program() {
    String named = System.getenv("TEMPORAL_CLI");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
