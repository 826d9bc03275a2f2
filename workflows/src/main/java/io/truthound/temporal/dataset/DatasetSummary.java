package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Sums up a planned dataset.
 *
 * @param name the dataset's name, or its URIs as given
 * @param sources number of files or objects
 * @param rows records of all sources, readable or not
 * @param bytes size of all sources
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetSummary(String name, long sources, long rows, long bytes) {}
