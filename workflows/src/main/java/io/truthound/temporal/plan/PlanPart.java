package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.dataset.Source;
import java.util.List;

/**
 * Holds a run of slices and the sources they read, so that a slice activity reads no more of a plan
 * than this.
 *
 * @param firstSource index of {@code sources}' first in plan order
 * @param sources the sources of these slices, and perhaps others, consecutive in plan order
 * @param slices consecutive slices in plan order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanPart(int firstSource, List<Source> sources, List<Slice> slices) {
  public PlanPart {
    sources = sources == null ? List.of() : List.copyOf(sources);
    slices = slices == null ? List.of() : List.copyOf(slices);
  }

  /** Returns a source by its index in plan order. */
  public Source source(int index) {
    return sources.get(index - firstSource);
  }
}
