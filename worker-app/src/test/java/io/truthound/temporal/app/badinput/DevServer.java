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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Temporal server, started by the program {@code temporal} (named by TEMPORAL_CLI, else on
 * the path) and killed by closing. Used by one thread at a time.
 */
public final class DevServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3;

  private final List<String> command;
  private final String address;
  private Process process;

  private DevServer(List<String> command, String address) throws IOException {
    this.command = command;
    this.address = address;
    this.process = run();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    awaitAnswer();
  }

  /** Starts one; skips the test where there is no such program, fails it where CI is set. */
  public static DevServer start() {
    return start(List.of());
  }

  /** Starts one that keeps what it knows in a file, as {@link #start()} does. */
  public static DevServer keeping(Path database) {
    return start(List.of("--db-filename", database.toString()));
  }

  private static DevServer start(List<String> more) {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      String reason = "No Temporal dev server: no program \"temporal\" on the path or TEMPORAL_CLI";
      if (System.getenv("CI") != null) {
        throw new AssertionError(reason + ", and CI is set");
      }
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        String port = Integer.toString(freePort());
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        command.addAll(List.of("server", "start-dev", "--headless", "--log-level", "error"));
        command.addAll(List.of("--ip", "127.0.0.1", "--port", port));
        command.addAll(more);
        return new DevServer(command, "127.0.0.1:" + port);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot start the Temporal dev server", e);
      } catch (RuntimeException e) {
        // Another process may have taken the port before the server did.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Returns host and port. */
  public String address() {
    return address;
  }

  /** Starts it again at the same address. */
  public void startAgain() {
    try {
      process = run();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the Temporal dev server again", e);
    }
    awaitAnswer();
  }

  private Process run() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // It lives briefly: collecting garbage took a tenth of its CPU.
    builder.environment().put("GOGC", "400");
    return builder.start();
  }

  /** Asks until it answers: where connections are refused, the SDK gives up after some seconds. */
  private void awaitAnswer() {
    long begun = System.nanoTime();
    while (true) {
      try {
        WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(), PATIENCE)
            .shutdownNow();
        return;
      } catch (RuntimeException e) {
        if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
          close();
          throw e;
        }
      }
    }
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

  /** Kills it, and returns when it is gone. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
