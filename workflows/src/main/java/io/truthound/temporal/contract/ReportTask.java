package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.merge.Verdicts;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * The argument of writing the report.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param result the answer so far, without rules
 * @param verdicts what the rules' verdicts follow from; null where the answer keeps none
 * @param slices how many slices are merged in it
 * @param lastChunk the last chunk that counts, or null for all of these slices'
 * @param onlyLastChunk whether samples come from that chunk alone
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportTask(
    RunFolder folder,
    ArtifactRef plan,
    CheckResult result,
    Verdicts.@Nullable Basis verdicts,
    int slices,
    @Nullable Long lastChunk,
    boolean onlyLastChunk) {}
