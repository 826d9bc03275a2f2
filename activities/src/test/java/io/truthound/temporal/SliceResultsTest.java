package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** What slices say of random rows, readable or not, against chunks told one after the other. */
class SliceResultsTest {
  private static final String SOURCE = "file:///source";

  /** One file's rows by block: 0 passes, 1 fails, null for a block that cannot be read. */
  private record Rows(List<List<Integer>> blocks, List<Boolean> readable) {
    static Rows of(Random random) {
      List<List<Integer>> blocks = new ArrayList<>();
      List<Boolean> readable = new ArrayList<>();
      int count = 1 + random.nextInt(8);
      for (int block = 0; block < count; block++) {
        List<Integer> rows = new ArrayList<>();
        for (int row = random.nextInt(6); row >= 0; row--) {
          rows.add(random.nextInt(6) == 0 ? 1 : 0);
        }
        blocks.add(rows);
        readable.add(random.nextInt(8) > 0);
      }
      return new Rows(blocks, readable);
    }

    List<Integer> failed() {
      return blocks.stream().flatMap(List::stream).toList();
    }

    List<Boolean> readableRows() {
      List<Boolean> rows = new ArrayList<>();
      for (int block = 0; block < blocks.size(); block++) {
        for (int row = 0; row < blocks.get(block).size(); row++) {
          rows.add(readable.get(block));
        }
      }
      return rows;
    }
  }

  @Property(seed = SUITE, tries = 1000, shrinking = ShrinkingMode.OFF)
  void slicesComeToWhatTheirRowsComeTo(@ForAll long seed) {
    Random random = new Random(seed);
    Rows rows = Rows.of(random);
    long size = List.of(1L, 2L, 3L, 5L, 8L, 100L, Long.MAX_VALUE).get(random.nextInt(7));
    boolean stopAtFailure = random.nextBoolean();
    BatchPlan plan = plan(rows, size);
    List<Slice> slices = slices(rows, random);
    Source source = new Source(SOURCE, 0, "1", rows.failed().size());
    PlanPart part = new PlanPart(0, List.of(source), slices);
    Judge judge = new Judge(plan.rules(), List.of());

    MergedPrefix merged = MergedPrefix.empty(1);
    for (int at = 0; at < slices.size() && merged.stop() == null; at++) {
      SliceFindings findings = findings(rows, plan, slices.get(at));
      SliceResult result = SliceResults.of(plan, "digest", slices.get(at), part, findings);
      assertThat(result.chunkTallies()).hasSize((int) result.summary().whole().total());
      merged = merged.plus(result.summary(), judge, stopAtFailure);
    }

    assertThat(List.of(merged.counts(), merged.totals().of(0), lastChunk(merged)))
        .isEqualTo(oneChunkAfterTheOther(rows, size, stopAtFailure));
    Statistics.label("slices").collect(slices.size());
  }

  private static Long lastChunk(MergedPrefix merged) {
    return merged.stop() == null ? Long.valueOf(-1) : Long.valueOf(merged.stop().chunk());
  }

  /** The rows' chunks, without blocks and slices: counts, totals, and the chunk that stops. */
  private static List<Object> oneChunkAfterTheOther(Rows rows, long size, boolean stopAtFailure) {
    StatusCounts counts = StatusCounts.NONE;
    long evaluated = 0;
    long failed = 0;
    List<Integer> all = rows.failed();
    int step = (int) Math.min(size, all.size());
    for (int first = 0; first < all.size(); first += step) {
      int end = Math.min(all.size(), first + step);
      List<Boolean> readable = rows.readableRows().subList(first, end);
      long own = 0;
      long broken = 0;
      for (int row = first; row < end; row++) {
        if (rows.readableRows().get(row)) {
          own++;
          broken += all.get(row);
        }
      }
      evaluated += own;
      failed += broken;
      Status status = broken * 2 > own ? Status.FAILED : Status.PASSED;
      status = readable.contains(false) ? Status.ERROR : status;
      counts = counts.plus(status, 1);
      if (stopAtFailure && status != Status.PASSED) {
        return List.of(counts, new Tally(evaluated, failed), Long.valueOf(first / step));
      }
    }
    return List.of(counts, new Tally(evaluated, failed), -1L);
  }

  private static SliceFindings findings(Rows rows, BatchPlan plan, Slice slice) {
    SliceFindings findings = new SliceFindings(plan, slice);
    Segment segment = slice.segments().get(0);
    int from = (int) segment.range().first();
    for (int row = from; row < segment.range().end(); row++) {
      if (rows.readableRows().get(row)) {
        findings.count(row / plan.chunkSize(), 0, 1, rows.failed().get(row));
      } else {
        findings.unreadable(segment, new RowRange(row, 1), SOURCE, "type", "damaged");
      }
    }
    return findings;
  }

  private static List<Slice> slices(Rows rows, Random random) {
    List<Slice> slices = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    long first = 0;
    for (List<Integer> block : rows.blocks()) {
      blocks.add(new Block(first, block.size(), 0, 1));
      first += block.size();
      if (random.nextBoolean()) {
        slices.add(new Slice(slices.size(), List.of(new Segment(0, 0, blocks, null))));
        blocks = new ArrayList<>();
      }
    }
    if (!blocks.isEmpty()) {
      slices.add(new Slice(slices.size(), List.of(new Segment(0, 0, blocks, null))));
    }
    return slices;
  }

  private static BatchPlan plan(Rows rows, long size) {
    Rule half =
        new NotNull("a").withOptions(RowOptions.DEFAULT.withTolerance(Tolerance.mostly("0.5")));
    long all = rows.failed().size();
    return new BatchPlan(
        BatchPlan.VERSION,
        "engine",
        new DatasetSummary("rows", 1, all, 0),
        DatasetFormat.PARQUET,
        List.of(),
        List.of(half),
        List.of(),
        List.of(),
        List.of(),
        20,
        SampleValues.FULL,
        size,
        (all - 1) / size + 1,
        false,
        true,
        1,
        true,
        "",
        false,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }
}
