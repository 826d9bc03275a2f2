package io.truthound.temporal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: what only a process has, its exit status and its signals. */
final class SignalTest {
  @TempDir Path folder;

  @Test
  void endsWithTheStatusOfTheCheck() throws IOException, InterruptedException {
    Path data = Files.writeString(folder.resolve("a.csv"), "a,b\n1,x\n,y\n");

    Process process =
        start("check", data.toString(), "--rule", "{\"type\":\"not_null\",\"column\":\"a\"}");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
  }

  @Test
  void leavesAtOnceAtTheSecondSignal() throws IOException, InterruptedException {
    Path data = Files.writeString(folder.resolve("a.csv"), "a,b\n1,x\n");
    try (ServerSocket silentServer = new ServerSocket(0)) {
      Process process =
          start(
              "check",
              data.toString(),
              "--rule",
              "{\"type\":\"not_null\",\"column\":\"a\"}",
              "--address",
              "127.0.0.1:" + silentServer.getLocalPort());
      try (BufferedReader messages =
              new BufferedReader(
                  new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
          Socket connected = silentServer.accept()) {
        assertThat(messages.readLine()).startsWith("Using Temporal at 127.0.0.1:");
        assertThat(connected.isConnected()).isTrue();

        process.toHandle().destroy();
        while (process.isAlive() && !process.waitFor(200, TimeUnit.MILLISECONDS)) {
          process.toHandle().destroy();
        }
      }

      assertThat(process.exitValue()).isEqualTo(130);
    }
  }

  @Test
  void endsWhereMemoryIsTooSmallForAnyOfItsThreads() throws IOException, InterruptedException {
    Process process = java("-Xmx192m", LonelyThread.class);

    try (BufferedReader messages =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      assertThat(messages.readLine())
          .matches(
              "truthound: Out of memory: the heap of 1\\d\\d MB is too small \\(what helps: a larger"
                  + " one, as by -Xmx1g or TRUTHOUND_JAVA_OPTIONS=-Xmx1g\\)");
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
  }

  /** Together their states would take three times as much as there is. */
  @ParameterizedTest
  @ValueSource(strings = {"profile", "learn"})
  void holdsTheStatesOfOneColumnAtATime(String command) throws Exception {
    Path data = folder.resolve("wide.parquet");
    String columns =
        IntStream.range(0, 300)
            .mapToObj("i * %1$d AS c%1$d"::formatted)
            .collect(Collectors.joining(", "));
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM range(2000) t(i)) TO '%s' (FORMAT parquet)"
              .formatted(columns, data));
    }

    Process process = java("-Xmx80m", Main.class, command, data.toString(), "--format", "json");

    try (InputStream answer = process.getInputStream()) {
      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"status\": \"PASSED\"", "\"name\": \"c299\"");
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** Loses a thread that all others wait for. */
  static final class LonelyThread {
    private LonelyThread() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread.setDefaultUncaughtExceptionHandler(new LastWords(Thread.currentThread()));
      List<long[]> all = new ArrayList<>();
      new Thread(() -> all.add(new long[1 << 29])).start();
      new CountDownLatch(1).await();
    }
  }

  private Process start(String... arguments) throws IOException {
    return java("-Xmx192m", Main.class, arguments);
  }

  private Process java(String heap, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRUTHOUND_STORE", folder.resolve("store").toString());
    builder.environment().remove("TEMPORAL_ADDRESS");
    builder.environment().remove("TEMPORAL_PROFILE");
    return builder.start();
  }
}
