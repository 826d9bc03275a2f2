package io.truthound.temporal.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentPlansTest {
  @TempDir Path folder;
  private ArtifactStore store;
  private RunFolder run;
  private PlanStore plans;
  private final RecentPlans recent = new RecentPlans();

  @BeforeEach
  void open() {
    store = LocalArtifactStore.at(folder);
    run = new RunFolder(store.uri(), "a-run");
    plans = new PlanStore(store, run);
  }

  @Test
  void readsAPartOnce() throws IOException {
    PlanPartRef ref = write(3);

    PlanPart first = recent.part(plans, ref);
    Files.delete(file(ref));

    assertThat(first).isEqualTo(plan(3));
    assertThat(recent.part(plans, ref)).isSameAs(first);
  }

  @Test
  void knowsAPartByItsBytesWhateverTheRun() throws IOException {
    PlanPartRef three = write(3);
    PlanPartRef four = write(4);

    assertThat(recent.part(plans, three)).isEqualTo(plan(3));
    assertThat(recent.part(plans, four)).isEqualTo(plan(4));
  }

  @Test
  void doesNotRememberAPartThatWasAltered() throws IOException {
    PlanPartRef ref = write(3);
    byte[] written = Files.readAllBytes(file(ref));
    Files.writeString(file(ref), "{}");

    assertThatThrownBy(() -> recent.part(plans, ref)).isInstanceOf(DamagedArtifactException.class);

    Files.write(file(ref), written);
    assertThat(recent.part(plans, ref)).isEqualTo(plan(3));
  }

  @Test
  void forgetsPartsThatWereNotAskedForLately() throws IOException {
    PlanPartRef ref = write(0);
    recent.part(plans, ref);
    for (int other = 1; other <= 8; other++) {
      recent.part(plans, write(other));
    }
    Files.delete(file(ref));

    assertThatThrownBy(() -> recent.part(plans, ref)).isInstanceOf(DamagedArtifactException.class);
  }

  private PlanPartRef write(int firstSource) throws IOException {
    byte[] bytes = json(firstSource).getBytes(UTF_8);
    String sha256 = Digests.sha256(bytes);
    PlanPartRef ref = new PlanPartRef(0, 1, RunPaths.planPart(sha256), sha256);
    store.putIfAbsent(RunPaths.folder(run) + ref.name(), bytes);
    return ref;
  }

  private static String json(int firstSource) {
    return "{\"firstSource\":" + firstSource + "}";
  }

  private static PlanPart plan(int firstSource) {
    return new PlanPart(firstSource, List.of(), List.of());
  }

  private Path file(PlanPartRef ref) {
    return folder.resolve(RunPaths.folder(run)).resolve(ref.name());
  }
}
