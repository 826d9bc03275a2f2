package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;
import java.util.List;

/**
 * The argument of judging rules about keys.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param partitions how many partitions each rule had, in the order of {@code KeyRules.of}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyVerdictTask(RunFolder folder, ArtifactRef plan, List<Integer> partitions) {
  public KeyVerdictTask {
    partitions = partitions == null ? List.of() : List.copyOf(partitions);
  }
}
