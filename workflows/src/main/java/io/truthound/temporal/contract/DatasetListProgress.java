package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.StatusCounts;
import java.util.List;

/**
 * How far a list of datasets has come.
 *
 * @param version of this record's shape
 * @param datasets how many there are
 * @param finished those that are over, counted by their status
 * @param running those under way, in list order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetListProgress(
    int version, int datasets, StatusCounts finished, List<Running> running) {

  /** The version that this code writes. */
  public static final int VERSION = 1;

  public DatasetListProgress {
    finished = finished == null ? StatusCounts.NONE : finished;
    running = running == null ? List.of() : List.copyOf(running);
  }

  /**
   * A dataset under way.
   *
   * @param index its place in the list, from 0
   * @param dataset its name
   * @param workflowId the workflow that works on it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Running(int index, String dataset, String workflowId) {}
}
