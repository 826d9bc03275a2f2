package io.truthound.temporal.listener;

import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells how an attempt ended.
 *
 * @param outcome how
 * @param duration how long it had a slot
 * @param rows rows of the slice, or of the planned dataset; 0 where the work has none of its own,
 *     and where it was not done
 * @param bytes bytes that the slice reads, or that the planned dataset has; 0 likewise
 * @param operation what the batch is for; null where the work does not tell
 * @param status the batch's status where its report was written; else null
 * @param failure what the attempt failed with, or was stopped by; null where it was done
 */
public record AttemptEnd(
    Outcome outcome,
    Duration duration,
    long rows,
    long bytes,
    @Nullable Operation operation,
    @Nullable Status status,
    @Nullable Throwable failure) {}
