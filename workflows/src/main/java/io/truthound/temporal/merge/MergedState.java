package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the first slices of a wide batch came to, as it lies in the artifact store. Its bytes hold
 * no clock, host or attempt, and are the same in however many steps the slices were merged.
 *
 * @param version of this record's shape
 * @param plan digest of the plan that the slices belong to
 * @param merged the fold
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergedState(int version, String plan, MergedPrefix merged) {
  /** The version that this code writes. */
  public static final int VERSION = 1;
}
