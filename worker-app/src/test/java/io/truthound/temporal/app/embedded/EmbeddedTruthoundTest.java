package io.truthound.temporal.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedTruthoundTest {
  /** The SDK's pools end on threads of their own. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

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
