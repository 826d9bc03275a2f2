package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.Packed;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compressed text: unpacked once, by planning, into the run's folder of the store. */
class StagingTest extends RealBehaviour {
  private static final BatchConfig CONFIG = BatchConfig.DEFAULT.withRetryPolicy(TWICE);

  @Test
  void onlyTheTextCountsOnceItIsPlanned() throws IOException {
    Path file = packed("x\n1\n-2\n3\n");
    HookedStore store = HookedStore.at(folder).after("plan.json", () -> Files.delete(file));
    world(plugin -> plugin.addStore(store));

    CheckResult result = real(CONFIG).checkBatch(Dataset.of(file.toString()), RULES);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.errors()).isEmpty();
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(3, 1));
    assertThat(result.dataset().bytes()).isPositive();
  }

  @Test
  void aTextThatIsLostAfterPlanningIsSaidToBe() throws IOException {
    Path file = packed("x\n1\n-2\n3\n");
    HookedStore store = HookedStore.at(folder).after("plan.json", () -> Files.delete(text()));
    world(plugin -> plugin.addStore(store));

    CheckResult result = real(CONFIG).checkBatch(Dataset.of(file.toString()), RULES);

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(0, 0, 0, 1, 0));
  }

  @Test
  void aRetryOfPlanningFindsTheTextThatLiesThere() throws IOException {
    Path file = packed("x\n1\n-2\n3\n");
    List<Path> texts = new ArrayList<>();
    HookedStore store =
        HookedStore.at(folder)
            .before(
                "plan.json",
                () -> {
                  texts.add(text());
                  throw new IOException("The store is away");
                });
    world(plugin -> plugin.addStore(store));

    CheckResult result = real(CONFIG).checkBatch(Dataset.of(file.toString()), RULES);

    assertThat(text()).isEqualTo(texts.get(0));
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(3, 1));
  }

  @Test
  void aFileThatChangesWhileItIsUnpackedIsRefused() throws IOException {
    Path file = packed("x\n1\n");
    HookedStore store = HookedStore.at(folder).after("", () -> Files.write(file, new byte[3]));
    world(plugin -> plugin.addStore(store));

    assertThatThrownBy(() -> real(CONFIG).checkBatch(Dataset.of(file.toString()), RULES))
        .isInstanceOf(ChunkingException.class)
        .hasMessageContaining(
            "While planning: %s changed after it was planned: ".formatted(file.toUri()));
  }

  private Path packed(String text) throws IOException {
    Path file = folder.resolve("data.csv.gz");
    return Files.write(file, Packed.gzip(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path text() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
      List<Path> texts =
          all.filter(path -> path.getFileName().toString().startsWith("text-")).toList();
      assertThat(texts).hasSize(1);
      return texts.get(0);
    }
  }
}
