package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;

/**
 * The argument of counting a key partition.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param rule the rule's index
 * @param partition which part of its keys, from 0
 * @param partitions into how many parts they go
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyTask(RunFolder folder, ArtifactRef plan, int rule, int partition, int partitions) {
  public KeyTask {
    if (rule < 0 || partition < 0 || partition >= partitions) {
      throw new IllegalArgumentException(
          "Invalid key partition: rule=%d, partition=%d, partitions=%d"
              .formatted(rule, partition, partitions));
    }
  }
}
