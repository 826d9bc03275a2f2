package io.truthound.temporal.s3;

import org.jspecify.annotations.Nullable;

/**
 * A request and what came of it.
 *
 * @param target the path with the query, as sent
 * @param range the header {@code Range}, or null
 * @param status that was answered; 0 where nothing was
 * @param bytes of the answer's body that were passed on, or are about to be
 * @param fault that was done, or null
 */
public record Exchange(
    String method,
    String target,
    @Nullable String range,
    int status,
    long bytes,
    Fault.@Nullable Kind fault) {}
