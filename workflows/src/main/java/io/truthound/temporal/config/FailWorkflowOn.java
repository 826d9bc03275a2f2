package io.truthound.temporal.config;

/**
 * Says from which status on the workflow closes Failed, with its result in the failure's details.
 */
public enum FailWorkflowOn {
  /** The workflow completes whatever the status. */
  NEVER,
  /** Status ERROR fails the workflow. */
  ERROR,
  /** Status FAILED or worse fails the workflow. */
  FAILED,
  /** Status WARNING or worse fails the workflow. */
  WARNING
}
