package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * The argument of measuring columns.
 *
 * @param states all nodes of the highest level
 * @param begun when the batch began: what rules about age call now
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MeasureTask(
    StatesTask states, @JsonFormat(shape = JsonFormat.Shape.STRING) Instant begun) {}
