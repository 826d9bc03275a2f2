package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;

/**
 * Names neighbours in the tree in which states are merged. Its leaves are the slices in plan order;
 * {@link #MOST} nodes, fewer at the end, make one of the level above.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param level how often the nodes were merged; 0 are slices
 * @param first the first node, counted within its level
 * @param nodes how many; 0 for a dataset without rows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatesTask(RunFolder folder, ArtifactRef plan, int level, int first, int nodes) {
  /** The most nodes that are merged into one. */
  public static final int MOST = 64;

  public StatesTask {
    if (level < 0 || first < 0 || first % MOST != 0 || nodes < 0 || nodes > MOST) {
      throw new IllegalArgumentException(
          "Invalid states: level=%d, first=%d, nodes=%d".formatted(level, first, nodes));
    }
  }
}
