package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.config.Showing;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Unique;
import io.truthound.temporal.rule.WellFormed;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The head of a plan: all that every slice needs. Slices and sources lie in its parts. Its bytes
 * hold no run id, host or time.
 *
 * @param version of this record's shape
 * @param engine the engine's name and version, pinned
 * @param dataset the dataset's name and size
 * @param format how its bytes are read
 * @param columns the one schema of all sources
 * @param rules the user's rules in their order, then the implicit ones
 * @param decided the verdicts of rules that planning decided, by ascending rule
 * @param keys columns whose values go with each failing row
 * @param reads the columns that rules and keys read; where a plan does not say, all
 * @param sampleSize most failing rows kept for each rule
 * @param sampleValues what is shown of values that stood in rows; left out of JSON where all is
 * @param chunkSize most rows of a chunk
 * @param chunks number of chunks
 * @param firstFailureOnly whether samples are kept for a failing chunk's own result
 * @param everyChunk whether each chunk's own tallies are kept
 * @param sliceCount number of slices
 * @param parallel whether several slices are in flight at once
 * @param strategyReason why, for a person
 * @param wide whether what grows with the rules stays out of history
 * @param parts where slices and sources lie, in plan order
 * @param references the other datasets of rules that planning has not decided, by ascending rule;
 *     left out of JSON where there are none
 * @param proven for how many rows statistics decide rules, by ascending rule; left out of JSON
 *     where they decide none
 * @param settled what became of rules about the past, by ascending rule; left out of JSON where
 *     there are none
 * @param reading how text is read; null where the format leaves nothing open
 * @param profile what is profiled; null where rules are checked
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchPlan(
    int version,
    String engine,
    DatasetSummary dataset,
    DatasetFormat format,
    List<Column> columns,
    List<Rule> rules,
    List<DecidedRule> decided,
    List<String> keys,
    List<String> reads,
    int sampleSize,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = SampleValues.LeftOut.class)
        SampleValues sampleValues,
    long chunkSize,
    long chunks,
    boolean firstFailureOnly,
    boolean everyChunk,
    int sliceCount,
    boolean parallel,
    String strategyReason,
    boolean wide,
    List<PlanPartRef> parts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Reference> references,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProvenRule> proven,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SettledRule> settled,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Reading reading,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProfilePlan profile) {

  /** The version of the plan of a check. */
  public static final int VERSION = 1;

  /** The version of the plan of a profile, which workers that only check do not read. */
  public static final int PROFILE_VERSION = 2;

  public BatchPlan {
    columns = columns == null ? List.of() : List.copyOf(columns);
    rules = rules == null ? List.of() : List.copyOf(rules);
    decided = decided == null ? List.of() : List.copyOf(decided);
    keys = keys == null ? List.of() : List.copyOf(keys);
    reads = reads == null ? columns.stream().map(Column::name).toList() : List.copyOf(reads);
    sampleValues = sampleValues == null ? SampleValues.FULL : sampleValues;
    parts = parts == null ? List.of() : List.copyOf(parts);
    references = references == null ? List.of() : List.copyOf(references);
    proven = proven == null ? List.of() : List.copyOf(proven);
    settled = settled == null ? List.of() : List.copyOf(settled);
  }

  /**
   * Returns the plan in whose place a column of this profile is counted as keys: the rule of the
   * column's place says that it is unique. Failing rows are not sought.
   */
  public BatchPlan countingColumn(int place) {
    return with(
        Collections.nCopies(place + 1, new Unique(columns.get(place).name())),
        List.of(),
        0,
        sampleValues);
  }

  /** Returns the same that shows no more of values than this allows. */
  public BatchPlan showing(SampleValues most) {
    SampleValues both =
        sampleValues.stricter(most).among(columns.stream().map(Column::name).toList());
    return both.equals(sampleValues) ? this : with(rules, decided, sampleSize, both);
  }

  private BatchPlan with(
      List<Rule> rules, List<DecidedRule> decided, int sampleSize, SampleValues sampleValues) {
    return new BatchPlan(
        version,
        engine,
        dataset,
        format,
        columns,
        rules,
        decided,
        keys,
        reads,
        sampleSize,
        sampleValues,
        chunkSize,
        chunks,
        firstFailureOnly,
        everyChunk,
        sliceCount,
        parallel,
        strategyReason,
        wide,
        parts,
        references,
        proven,
        settled,
        reading,
        profile);
  }

  /** Returns a failing row of a rule with that of its values which may be shown. */
  public FailingRow shown(int rule, FailingRow row) {
    if (sampleValues.hidesNothing()) {
      return row;
    }
    return rules.get(rule) instanceof WellFormed
        ? row.showing(
            name -> name.equals(FailingRow.PROBLEM) ? Showing.FULL : sampleValues.strictest())
        : row.showing(
            name ->
                columns.stream().anyMatch(column -> column.name().equals(name))
                    ? sampleValues.of(name)
                    : sampleValues.strictest());
  }

  /**
   * Returns what is shown of a column's values in the states that a profile is merged from. A learn
   * needs the values.
   */
  public Showing inStates(String column) {
    return profile != null && profile.learns() ? Showing.FULL : sampleValues.of(column);
  }

  /** Returns how many rows the other dataset of each rule has. */
  public List<ReferenceRows> referenceRows() {
    return references.stream().map(Reference::counted).toList();
  }

  /** Returns the columns that are read, in schema order; the first one where none is. */
  public List<Column> readColumns() {
    Set<String> names = new TreeSet<>(reads);
    List<Column> read = columns.stream().filter(column -> names.contains(column.name())).toList();
    return read.isEmpty() ? columns.subList(0, Math.min(1, columns.size())) : read;
  }

  /** Returns the part that holds a slice. */
  public PlanPartRef partOf(int slice) {
    for (PlanPartRef part : parts) {
      if (slice >= part.firstSlice() && slice < part.firstSlice() + part.slices()) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "Cannot find slice " + slice + " in a plan of " + sliceCount + " slices");
  }

  /** Returns the chunks of a segment: those that it names, else a grid. */
  public SourceChunks chunksOf(Segment segment) {
    return segment.cuts() == null ? new ChunkGrid(chunkSize) : segment.cuts();
  }
}
