package io.truthound.temporal.workflow;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.SearchAttributes;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;

/**
 * The search attributes by which a batch is found. One that the server does not know hangs a
 * workflow: they are set only where the client started it with some of them.
 */
final class Found {
  private Found() {}

  /** Says whether this workflow has some, and may set others. */
  static boolean isSet() {
    return SearchAttributes.areIn(Workflow.getTypedSearchAttributes());
  }

  /** Sets how a batch ended. */
  static void ended(BatchOutcome outcome) {
    if (outcome instanceof ScanOutcome scan) {
      long broken =
          outcome instanceof CheckResult check
              ? check.rules().stream().filter(rule -> rule.status().failing()).count()
              : 0;
      ended(scan.status(), broken);
    }
  }

  /** Sets that a batch was refused, or could not go on. */
  static void failed() {
    ended(Status.ERROR, 0);
  }

  /** Sets how a list of datasets ended. */
  static void ended(BatchResult result) {
    ended(result.status(), 0);
  }

  private static void ended(Status status, long broken) {
    if (isSet()) {
      Workflow.upsertTypedSearchAttributes(
          SearchAttributeUpdate.valueSet(SearchAttributes.STATUS, status.name()),
          SearchAttributeUpdate.valueSet(SearchAttributes.FAILED_RULES, broken));
    }
  }
}
