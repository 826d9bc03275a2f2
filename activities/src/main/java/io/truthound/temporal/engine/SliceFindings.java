package io.truthound.temporal.engine;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.state.ColumnSpool;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.ProfileState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an engine finds in a slice: counts for each rule and chunk, unreadable rows,
 * failing rows. Chunks are named by their number among all chunks of the batch. Not safe for use by
 * many threads.
 */
public final class SliceFindings {
  private final BatchPlan plan;
  private final @Nullable ColumnSpool spool;
  private final long firstChunk;
  private final int chunks;
  private final int rules;
  private final long[][] evaluated;
  private final long[][] failed;
  private final BitSet unreadable = new BitSet();
  private final Set<ChunkError> errors = new LinkedHashSet<>();
  private final List<List<FoundRow>> rows;
  private final List<FoundState> states = new ArrayList<>();
  private final List<FoundProfile> profiles = new ArrayList<>();

  /**
   * A failing row of a rule.
   *
   * @param chunk the chunk it lies in
   * @param row the row, with its values
   */
  public record FoundRow(long chunk, FailingRow row) {}

  /** What a segment says about a column. */
  private record FoundState(Segment segment, ColumnState state) {}

  /** What a segment says about the columns that are profiled. */
  private record FoundProfile(Segment segment, ProfileState state) {}

  /** Creates the findings of a slice: nothing found yet, and all of it in memory. */
  public SliceFindings(BatchPlan plan, Slice slice) {
    this(plan, slice, null);
  }

  /**
   * Creates the findings of a slice: nothing found yet.
   *
   * @param spool holds what is found of many columns, as long as it is open; null for memory
   */
  public SliceFindings(BatchPlan plan, Slice slice, @Nullable ColumnSpool spool) {
    this.plan = plan;
    this.spool = spool;
    rules = plan.rules().size();
    firstChunk = first(slice.segments().get(0));
    chunks =
        Math.toIntExact(last(slice.segments().get(slice.segments().size() - 1)) - firstChunk + 1);
    evaluated = new long[rules][chunks];
    failed = new long[rules][chunks];
    rows = new ArrayList<>(rules);
    for (int rule = 0; rule < rules; rule++) {
      rows.add(new ArrayList<>());
    }
  }

  /** Adds rows that a rule evaluated, and those of them that broke it. */
  public void count(long chunk, int rule, long evaluatedRows, long failedRows) {
    evaluated[rule][at(chunk)] += evaluatedRows;
    failed[rule][at(chunk)] += failedRows;
  }

  /** Marks the chunks of a row range as ERROR; why is kept once, however often it is said. */
  public void unreadable(
      Segment segment, RowRange range, String source, String type, String message) {
    long from = chunk(segment, range.first());
    long to = chunk(segment, range.end() - 1);
    unreadable.set(at(from), at(to) + 1);
    errors.add(new ChunkError(from, to - from + 1, source, type, message));
  }

  /** Adds what the readable rows of a segment say about a column that a rule measures. */
  public void state(Segment segment, ColumnState state) {
    states.add(new FoundState(segment, state));
  }

  /** Begins states of so many columns, for {@link #profile(Segment, ProfileState)}. */
  public ColumnSpool.Series series(int columns) {
    return spool == null ? ColumnSpool.Series.inMemory() : spool.series(columns);
  }

  /** Adds what the readable rows of a segment say of the columns that are profiled. */
  public void profile(Segment segment, ProfileState state) {
    profiles.add(new FoundProfile(segment, state));
  }

  /** Takes back all that was found in a segment. No chunk lies in two sources. */
  public void discard(Segment segment) {
    int from = at(first(segment));
    int to = at(last(segment));
    for (int rule = 0; rule < rules; rule++) {
      Arrays.fill(evaluated[rule], from, to + 1, 0);
      Arrays.fill(failed[rule], from, to + 1, 0);
      rows.get(rule).removeIf(row -> at(row.chunk()) >= from && at(row.chunk()) <= to);
    }
    states.removeIf(found -> found.segment().equals(segment));
    profiles.removeIf(found -> found.segment().equals(segment));
    unreadable.clear(from, to + 1);
    errors.removeIf(error -> at(error.firstChunk()) >= from && at(error.firstChunk()) <= to);
  }

  /**
   * Adds a failing row; a rule's rows come in plan order. Of its values that is kept which the plan
   * lets be shown.
   */
  public void failingRow(int rule, long chunk, FailingRow row) {
    rows.get(rule).add(new FoundRow(chunk, plan.shown(rule, row)));
  }

  public long firstChunk() {
    return firstChunk;
  }

  public long lastChunk() {
    return firstChunk + chunks - 1;
  }

  /** Returns how many rows of a chunk broke a rule. */
  public long failed(long chunk, int rule) {
    return failed[rule][at(chunk)];
  }

  /** Returns what a chunk came to within this slice. */
  public Tallies tallies(long chunk) {
    List<Tally> tallies = new ArrayList<>(rules);
    for (int rule = 0; rule < rules; rule++) {
      tallies.add(new Tally(evaluated[rule][at(chunk)], failed[rule][at(chunk)]));
    }
    return new Tallies(tallies);
  }

  /** Says whether rows of a chunk could not be read. */
  public boolean isUnreadable(long chunk) {
    return unreadable.get(at(chunk));
  }

  /** Returns why chunks are ERROR, in the order in which it was found. */
  public List<ChunkError> errors() {
    return List.copyOf(errors);
  }

  /** Returns a rule's failing rows. */
  public List<FoundRow> failingRows(int rule) {
    return List.copyOf(rows.get(rule));
  }

  /** Returns what all segments say about each column, in the order in which it was found. */
  public List<ColumnState> states() {
    Map<String, ColumnState> merged = new LinkedHashMap<>();
    states.forEach(found -> merged.merge(found.state().column(), found.state(), ColumnState::plus));
    return new ArrayList<>(merged.values());
  }

  /** Returns what all segments say of the columns that are profiled; nothing where none is. */
  public Optional<ProfileState> profile() {
    return profiles.stream().map(FoundProfile::state).reduce(ProfileState::plus);
  }

  private long first(Segment segment) {
    return chunk(segment, segment.range().first());
  }

  private long last(Segment segment) {
    return chunk(segment, segment.range().end() - 1);
  }

  private long chunk(Segment segment, long row) {
    return segment.firstChunk() + plan.chunksOf(segment).chunkOf(row);
  }

  private int at(long chunk) {
    return Math.toIntExact(chunk - firstChunk);
  }
}
