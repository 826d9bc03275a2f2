package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.dataset.DatasetSummary;

/**
 * Points to a plan that was made and not run.
 *
 * @param workflowId the workflow that made it
 * @param runId its run
 * @param dataset what would be checked
 * @param chunks number of chunks
 * @param slices number of slices
 * @param activities the most activities that a check would take when nothing fails
 * @param plan where the plan lies
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanResult(
    String workflowId,
    String runId,
    DatasetSummary dataset,
    long chunks,
    int slices,
    int activities,
    ArtifactRef plan)
    implements BatchOutcome {}
