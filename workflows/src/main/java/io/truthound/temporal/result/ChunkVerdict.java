package io.truthound.temporal.result;

/**
 * Holds one chunk's own result.
 *
 * @param index its number among all chunks of the batch
 * @param source URI of the source it lies in
 * @param firstRow its first row within the source, from 0
 * @param rows its rows, readable or not
 * @param status its verdict; SKIPPED where the batch did not reach it
 * @param tallies its own tallies, by rule
 */
public record ChunkVerdict(
    long index, String source, long firstRow, long rows, Status status, Tallies tallies) {}
