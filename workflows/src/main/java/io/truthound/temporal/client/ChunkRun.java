package io.truthound.temporal.client;

import io.truthound.temporal.result.Status;
import java.time.Duration;

/**
 * Consecutive chunks with the same verdict.
 *
 * @param first number of the first among all chunks of the batch, from 0
 * @param chunks how many, at least one
 * @param status the verdict of each
 * @param duration how long they took together: the last attempt at a slice is divided evenly among
 *     the chunks that end in it, and goes to the next slice where none does; zero of SKIPPED ones
 */
public record ChunkRun(long first, long chunks, Status status, Duration duration) {}
