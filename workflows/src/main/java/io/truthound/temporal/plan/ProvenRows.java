package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.dataset.RowRange;

/**
 * Names rows that a rule need not be asked about: their file's own statistics say that it evaluates
 * all of them and that none breaks it.
 *
 * @param rule the rule's index
 * @param rows whole blocks of one source
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProvenRows(int rule, RowRange rows) {}
