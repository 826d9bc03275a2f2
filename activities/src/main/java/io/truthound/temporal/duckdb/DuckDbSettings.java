package io.truthound.temporal.duckdb;

import java.nio.file.Path;

/**
 * What one instance may take.
 *
 * @param memoryLimit bytes of memory; results and a base of about 100 MB come on top
 * @param scratch folder for what does not fit
 * @param scratchLimit bytes in that folder
 */
public record DuckDbSettings(long memoryLimit, Path scratch, long scratchLimit) {}
