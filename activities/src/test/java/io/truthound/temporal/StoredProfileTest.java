package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnSpool;
import io.truthound.temporal.state.Frequencies;
import io.truthound.temporal.state.ProfileState;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.LocalCopy;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States of columns that lie in files: the same, and the same bytes, as those in memory. */
class StoredProfileTest {
  private static final int COLUMNS = ColumnSpool.FEW + 1;

  @TempDir Path folder;

  private final List<ProfileState> held = List.of(held("ä€😀\"\n"), held("plain"));

  /** Texts of many bytes each, so that columns lie across the buffers of whoever reads them. */
  private static ProfileState held(String text) {
    List<ColumnProfileState> columns = new ArrayList<>();
    for (int at = 0; at < COLUMNS; at++) {
      ColumnNeeds needs =
          ColumnNeeds.profiling(new Column("c" + at, DataType.parse("string"), true));
      List<Frequencies.Value> values = new ArrayList<>();
      for (int value = 0; value < 100; value++) {
        values.add(new Frequencies.Value(at * 1_000L + value, text + value, at + 1));
      }
      columns.add(
          ColumnProfileState.none(needs).with(Frequencies.of(values)).withNulls(100L * (at + 1)));
    }
    return new ProfileState(ProfileState.VERSION, 100L * COLUMNS, 7, columns, List.of());
  }

  private static ProfileState spooled(ProfileState state, ColumnSpool spool) throws IOException {
    ColumnSpool.Series series = spool.series(state.columns().size());
    for (ColumnProfileState column : state.columns()) {
      series.add(column);
    }
    return new ProfileState(
        state.version(), state.rows(), state.malformed(), series.columns(), state.pairs());
  }

  private static byte[] bytes(ProfileState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArtifactJson.write(out, new ProfileNodes.Node("digest", state));
    return out.toByteArray();
  }

  private RunArtifacts artifacts(byte[] node) throws IOException {
    FarStore store = new FarStore(folder.resolve("store"));
    RunArtifacts artifacts = new RunArtifacts(store, new RunFolder(store.uri(), "run"));
    store.putIfAbsent(artifacts.name("node.json"), node);
    return artifacts;
  }

  private List<Path> scratch() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void statesInFilesHaveTheBytesOfThoseInMemory() throws IOException {
    try (ColumnSpool spool = new ColumnSpool(folder)) {
      ProfileState one = spooled(held.get(0), spool);
      ProfileState other = spooled(held.get(1), spool);

      assertThat(one.late()).isTrue();
      assertThat(bytes(one)).isEqualTo(bytes(held.get(0)));
      assertThat(bytes(one.plus(other))).isEqualTo(bytes(held.get(0).plus(held.get(1))));
      assertThat(bytes(other.plus(held.get(0)).plus(one)))
          .isEqualTo(bytes(held.get(1).plus(held.get(0)).plus(held.get(0))));
    }
    assertThat(scratch()).isEmpty();
  }

  @Test
  void anArtifactThatIsNoFileIsReadColumnByColumn() throws IOException {
    RunArtifacts artifacts = artifacts(bytes(held.get(0)));

    try (StoredProfile stored =
        StoredProfile.open(LocalCopy.of(artifacts, "node.json", folder), "node.json")) {
      assertThat(stored.plan()).isEqualTo("digest");
      assertThat(stored.states()).hasSize(1);
      assertThat(stored.states().get(0).late()).isTrue();
      assertThat(bytes(stored.states().get(0).held())).isEqualTo(bytes(held.get(0)));
    }
    assertThat(scratch()).isEmpty();
  }

  @Test
  void anArtifactThatWasCutShortIsDamaged() throws IOException {
    byte[] whole = bytes(held.get(0));
    RunArtifacts artifacts = artifacts(Arrays.copyOf(whole, whole.length / 2));
    LocalCopy copy = LocalCopy.of(artifacts, "node.json", folder);

    assertThatExceptionOfType(DamagedArtifactException.class)
        .isThrownBy(() -> StoredProfile.open(copy, "node.json"))
        .withMessageStartingWith("Cannot understand node.json: Unexpected end-of-input");
    assertThat(scratch()).isEmpty();
  }

  @Test
  void anArtifactThatIsGoneIsDamaged() throws IOException {
    RunArtifacts artifacts = artifacts(new byte[0]);

    assertThatExceptionOfType(DamagedArtifactException.class)
        .isThrownBy(() -> LocalCopy.of(artifacts, "other.json", folder))
        .withMessageStartingWith("No artifact ");
  }
}
