package io.truthound.temporal.client;

/**
 * Tells of a piece of a batch's work that failed and is tried again.
 *
 * @param activityType the activity's type, a constant of {@code WireNames}
 * @param attempt the attempt that runs or is waited for; at least 2
 * @param failure why the attempt before it failed, for a person
 */
public record PendingRetry(String activityType, int attempt, String failure) {}
