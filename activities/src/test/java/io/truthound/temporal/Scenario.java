package io.truthound.temporal;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A random check: data, rules and how to go about it. */
record Scenario(
    RandomTable table,
    List<RandomRule> rules,
    DatasetFormat format,
    BatchConfig config,
    int whichTarget,
    List<String> keys,
    @Nullable CustomChunker chunker) {

  static Scenario of(long seed, DatasetFormat format) {
    Random random = new Random(seed);
    RandomTable table = RandomTable.of(random);
    List<RandomRule> rules = new ArrayList<>();
    for (int rule = 0; rule <= random.nextInt(6); rule++) {
      rules.add(RandomRule.of(random));
    }
    List<AggregationStrategy> aggregations = List.of(AggregationStrategy.values());
    BatchConfig config =
        BatchConfig.DEFAULT
            .withBatchSize(
                pick(random, List.of(1L, 2L, 3L, 7L, 10L, 100L, 1_000_000L, Long.MAX_VALUE)))
            .withMaxWorkers(1 + random.nextInt(6))
            .withExecutionStrategy(pick(random, List.of(ExecutionStrategy.values())))
            .withAggregationStrategy(pick(random, aggregations))
            .withFailFast(random.nextInt(4) == 0)
            .withSampleSize(pick(random, List.of(0, 1, 3, 20)))
            .withUseStatistics(random.nextBoolean());
    int target = random.nextInt(TARGETS);
    List<String> keys = random.nextBoolean() ? List.of() : List.of("l", "s");
    CustomChunker chunker = random.nextInt(3) == 0 ? RandomCuts.chunker(random.nextLong()) : null;
    return new Scenario(table, rules, format, config, target, keys, chunker);
  }

  /** Returns the same check of another table. */
  Scenario with(RandomTable other) {
    return new Scenario(other, rules, format, config, whichTarget, keys, chunker);
  }

  static final int TARGETS = 4;

  /** Returns the chunks of a file with so many rows. */
  List<RowRange> chunks(int rows) {
    if (chunker != null) {
      return RandomCuts.of(chunker, rows);
    }
    int size = (int) Math.min(config.batchSize(), Math.max(rows, 1));
    List<RowRange> ranges = new ArrayList<>();
    for (int first = 0; first < rows; first += size) {
      ranges.add(new RowRange(first, Math.min(size, rows - first)));
    }
    return ranges;
  }

  SliceTarget target() {
    return target(whichTarget);
  }

  /** From a block a slice to one slice for all. */
  static SliceTarget target(int which) {
    long most = Long.MAX_VALUE;
    return switch (which) {
      case 0 -> new SliceTarget(most, 1, most);
      case 1 -> new SliceTarget(most, 8, most);
      case 2 -> new SliceTarget(most, most, 5);
      default -> new SliceTarget(most, most, most);
    };
  }

  RuleSet ruleSet() {
    return RuleSet.of(rules.stream().map(RandomRule::rule).toArray(Rule[]::new));
  }

  private static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public String toString() {
    return "%s batch size %d, %s, target %s, keys %s, %s%n%s%n%s"
        .formatted(
            format,
            config.batchSize(),
            config,
            target(),
            keys,
            chunker,
            rules.stream().map(rule -> rule.rule().toString()).collect(Collectors.joining("\n")),
            table);
  }
}
