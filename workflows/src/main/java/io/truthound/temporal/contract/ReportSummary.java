package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What history holds of a report.
 *
 * @param report where it lies
 * @param samples each rule's failing rows without their values; empty where they are too many for
 *     history, and then only the report has them
 * @param errors why chunks are ERROR, the first few, joined over slices
 * @param status the batch's status, which a wide batch learns from its report; else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportSummary(
    ArtifactRef report,
    List<List<FailingRow>> samples,
    List<ChunkError> errors,
    @Nullable Status status) {
  public ReportSummary {
    samples = samples == null ? List.of() : List.copyOf(samples);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }
}
