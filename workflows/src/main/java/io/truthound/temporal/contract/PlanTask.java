package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * The argument of planning.
 *
 * @param request what to plan
 * @param folder where the batch's artifacts lie
 * @param schema what the data is held against beside the request's rules; null for no schema
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanTask(
    BatchRequest request,
    RunFolder folder,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ArtifactRef schema) {}
