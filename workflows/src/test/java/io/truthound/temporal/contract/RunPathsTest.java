package io.truthound.temporal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the artifacts of a run lie. */
final class RunPathsTest {
  @ParameterizedTest
  @ValueSource(strings = {"file:///srv/runs/state", "s3://lake/truthound", "s3://lake"})
  void anArtifactLiesInTheStoreOfItsRun(String store) {
    String uri = RunPaths.uri(new RunFolder(store, "01a2"), RunPaths.REPORT);

    assertThat(RunPaths.store(uri)).isEqualTo(store);
  }

  @Test
  void whatLiesInNoRunHasNoStore() {
    assertThatThrownBy(() -> RunPaths.store("s3://lake/report.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid artifact: \"s3://lake/report.json\" lies in no run's folder");
  }
}
