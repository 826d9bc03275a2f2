package io.truthound.temporal.engine;

import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Reference;
import io.truthound.temporal.result.FailingRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Counts the keys of all rows of a batch, one partition by hash at a time. Implementations are safe
 * for use by many threads.
 */
public interface KeyEngine {

  /**
   * The keys of a rule.
   *
   * @param plan the plan's head
   * @param parts all parts of the plan, in plan order
   * @param rule the rule's index
   * @param referenceParts the parts of the plan that name the sources of the rule's other dataset;
   *     none where it has none
   */
  record Keys(BatchPlan plan, List<PlanPart> parts, int rule, List<PlanPart> referenceParts) {
    public Keys {
      parts = List.copyOf(parts);
      referenceParts = List.copyOf(referenceParts);
    }

    /** Returns the rule's other dataset; empty where it has none. */
    public Optional<Reference> reference() {
      return plan.references().stream().filter(each -> each.rule() == rule).findFirst();
    }
  }

  /**
   * A part of the keys of a rule: those whose hash leaves a remainder.
   *
   * @param number the remainder
   * @param of what the hash is divided by
   */
  record Partition(int number, int of) {}

  /**
   * What a partition came to.
   *
   * @param count its keys
   * @param rows its lowest failing rows in plan order, at most the plan's sample size
   */
  record Found(KeyCount count, List<FailingKey> rows) {
    public Found {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row whose key breaks the rule.
   *
   * @param order its place among the rows of all sources in plan order, from 0
   * @param row the row, with its values
   */
  record FailingKey(long order, FailingRow row) {}

  /**
   * Returns into how many partitions the keys go, so that each fits into memory. It may look at
   * some rows; no answer depends on it.
   */
  int partitions(Keys keys, ScanWatch watch) throws IOException, ScanCancelledException;

  /**
   * Says whether a look at some rows shows a key that occurs twice: then not all need be counted to
   * know that they are not unique. False says nothing, as where no row is looked at.
   *
   * @param keys those of a rule without another dataset
   */
  default boolean repeatEarly(Keys keys, ScanWatch watch)
      throws IOException, ScanCancelledException {
    return false;
  }

  /**
   * Counts the keys of a partition, however many memory holds. Where all partitions of a batch that
   * reads nothing else are counted, all its rows count as read: no slice is checked.
   *
   * @throws RefusedException if a source is not the one that was planned, or cannot be read:
   *     another attempt is no use
   * @throws MemoryExhaustedException if memory does not even hold what they are read from: another
   *     attempt is no use
   * @throws IOException if infrastructure fails; the partition is tried again
   * @throws ScanCancelledException if the watch said to stop
   */
  Found count(Keys keys, Partition partition, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException;
}
