package io.truthound.temporal.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.MetricsBatchHook;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedTruthoundTest {
  /** The SDK's pools end on threads of their own. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  /** {@code bench/soak embedded} runs a thousand, with a hundred for each server. */
  private static final int BATCHES = Integer.getInteger("truthound.embedded.batches", 6);

  private static final int BATCHES_OF_A_SERVER = BATCHES > 100 ? 100 : 3;

  @TempDir Path folder;

  @Test
  void checksAndLeavesNoThreadThatKeepsTheProcessAlive() throws IOException, InterruptedException {
    Path data = Files.writeString(folder.resolve("a.csv"), "a\n1\n2\n");
    Set<Thread> before = threadsThatKeepAlive();

    CheckResult result;
    try (EmbeddedTruthound truthound =
        EmbeddedTruthound.newBuilder().addStore(folder.resolve("store").toString()).start()) {
      result =
          truthound
              .executor(BatchConfig.DEFAULT.withBatchSize(1))
              .checkBatch(Dataset.csv(data.toString()), RuleSet.of(new NotNull("a")));
    }

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.totalChunks()).isEqualTo(2);
    Set<Thread> left = threadsThatKeepAlive();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(MOMENT.toMillis());
    }
    assertThat(left).noneMatch(Thread::isAlive);
  }

  @Test
  void leavesNoThreadAndNoMemoryBehindHoweverOftenItStarts()
      throws IOException, InterruptedException {
    Path data = Files.writeString(folder.resolve("a.csv"), "a\n1\n2\n");
    Set<Thread> before = new LinkedHashSet<>(Thread.getAllStackTraces().keySet());
    for (int batch = 0; batch < BATCHES; batch += BATCHES_OF_A_SERVER) {
      try (EmbeddedTruthound truthound =
          EmbeddedTruthound.newBuilder().addStore(folder.resolve("store").toString()).start()) {
        BatchExecutor executor =
            truthound.executorBuilder().addHooks(new MetricsBatchHook()).build();
        for (int each = 0; each < BATCHES_OF_A_SERVER; each++) {
          CheckResult unused =
              executor.checkBatch(Dataset.csv(data.toString()), RuleSet.of(new NotNull("a")));
        }
      }
      if (BATCHES > 100) {
        System.out.printf("%d batches: %s%n", batch + BATCHES_OF_A_SERVER, memory());
      }
    }

    Set<Thread> left = new LinkedHashSet<>(Thread.getAllStackTraces().keySet());
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(MOMENT.toMillis());
    }
    assertThat(left).filteredOn(Thread::isAlive).extracting(Thread::getName).isEmpty();
  }

  /** Returns the line that says how much memory the process has; none where there is no such. */
  private static String memory() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElse("");
    }
  }

  @Test
  void closesTwice() {
    EmbeddedTruthound truthound =
        EmbeddedTruthound.newBuilder().addStore(folder.resolve("store").toString()).start();

    truthound.close();

    truthound.close();
  }

  private static Set<Thread> threadsThatKeepAlive() {
    Set<Thread> threads = new LinkedHashSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon() && thread.isAlive()) {
        threads.add(thread);
      }
    }
    return threads;
  }
}
