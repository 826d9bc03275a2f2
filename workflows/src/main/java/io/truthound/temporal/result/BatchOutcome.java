package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a batch returns, by its operation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CheckResult.class, name = "check"),
  @JsonSubTypes.Type(value = PlanResult.class, name = "plan"),
  @JsonSubTypes.Type(value = ProfileResult.class, name = "profile"),
  @JsonSubTypes.Type(value = LearnResult.class, name = "learn")
})
public sealed interface BatchOutcome permits ScanOutcome, PlanResult {

  /** Returns the id of the workflow that gave this outcome. */
  String workflowId();

  /** Returns the id of the run that began the batch. */
  String runId();
}
