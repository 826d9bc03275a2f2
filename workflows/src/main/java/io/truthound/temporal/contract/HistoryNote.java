package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the history of a dataset is told of a batch beside its answer.
 *
 * @param workflowId the workflow that did it
 * @param begun when the batch began, in whatever run
 * @param duration from there until its answer was to be written
 * @param scheduled which time's data is meant; null where the request does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryNote(
    String workflowId,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant begun,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant scheduled) {}
