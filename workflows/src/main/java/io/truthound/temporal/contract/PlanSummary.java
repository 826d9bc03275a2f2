package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.ProvenRule;
import io.truthound.temporal.plan.ReferenceRows;
import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What history holds of a plan.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head in the artifact store
 * @param engine the engine's name and version, pinned
 * @param dataset the dataset's name and size
 * @param firstSources URIs of the first few sources
 * @param chunks number of chunks
 * @param slices number of slices
 * @param parallel whether several slices are in flight at once
 * @param strategyReason why, for a person
 * @param implicitRules the rules that follow the user's: automatic ones, then those of the format;
 *     none of a wide batch
 * @param decided the verdicts that planning reached; none of a wide batch
 * @param wide whether what grows with the rules stays out of history: the plan has it
 * @param schemaBroken whether planning found a schema rule of severity error broken; told of wide
 *     batches
 * @param keyRules indexes of the rules about keys that planning has not decided; told of wide
 *     batches, else null
 * @param keysFirst whether nothing but keys is read, so that counting them tells first whether all
 *     rows can be; left out of JSON where not
 * @param references how many rows the other datasets of rules have; none of a wide batch
 * @param proven for how many rows statistics decide rules; none of a wide batch
 * @param settled what became of rules about the past; none of a wide batch
 * @param host the only machine that has what the batch reads; null where any worker has
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanSummary(
    RunFolder folder,
    ArtifactRef plan,
    String engine,
    DatasetSummary dataset,
    List<String> firstSources,
    long chunks,
    int slices,
    boolean parallel,
    String strategyReason,
    List<Rule> implicitRules,
    List<DecidedRule> decided,
    boolean wide,
    boolean schemaBroken,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Integer> keyRules,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean keysFirst,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReferenceRows> references,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProvenRule> proven,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SettledRule> settled,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PlanHost host) {
  public PlanSummary {
    firstSources = firstSources == null ? List.of() : List.copyOf(firstSources);
    implicitRules = implicitRules == null ? List.of() : List.copyOf(implicitRules);
    decided = decided == null ? List.of() : List.copyOf(decided);
    keyRules = keyRules == null ? null : List.copyOf(keyRules);
    references = references == null ? List.of() : List.copyOf(references);
    proven = proven == null ? List.of() : List.copyOf(proven);
    settled = settled == null ? List.of() : List.copyOf(settled);
  }

  /** Returns the rules of a batch that is not wide: the user's as they were settled, and others. */
  public List<Rule> rules(List<Rule> users) {
    List<Rule> rules = new ArrayList<>(users);
    settled.forEach(each -> rules.set(each.rule(), each.as()));
    rules.addAll(implicitRules);
    return rules;
  }

  /** Returns the same for a batch that only this machine can read. */
  public PlanSummary on(PlanHost host) {
    return with(folder, host);
  }

  /** Returns the same with what tells its store from others of the same URI. */
  public PlanSummary in(String storeId) {
    return with(folder.with(storeId), host);
  }

  private PlanSummary with(RunFolder folder, @Nullable PlanHost host) {
    return new PlanSummary(
        folder,
        plan,
        engine,
        dataset,
        firstSources,
        chunks,
        slices,
        parallel,
        strategyReason,
        implicitRules,
        decided,
        wide,
        schemaBroken,
        keyRules,
        keysFirst,
        references,
        proven,
        settled,
        host);
  }
}
