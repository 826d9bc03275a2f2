package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.ArtifactRef;
import java.util.List;

/**
 * The argument of a slice activity.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param slice index of the slice
 * @param sampled the rules whose samples earlier slices fill: failing rows of this one would not be
 *     shown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SliceTask(
    RunFolder folder,
    ArtifactRef plan,
    int slice,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> sampled) {
  public SliceTask {
    sampled = sampled == null ? List.of() : List.copyOf(sampled);
  }
}
