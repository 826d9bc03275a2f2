package io.truthound.temporal.contract;

import io.temporal.common.SearchAttributeKey;
import io.truthound.temporal.dataset.Dataset;
import java.util.List;

/**
 * Search attributes by which batches are found. A namespace has none of them until {@code truthound
 * setup}, or who administers it, adds them.
 */
public final class SearchAttributes {
  private SearchAttributes() {}

  /**
   * How a batch ended: {@code PASSED}, {@code WARNING}, {@code FAILED}, {@code ERROR}, {@code
   * SKIPPED}.
   */
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("TruthoundStatus");

  /** The dataset's name. */
  public static final SearchAttributeKey<String> DATASET =
      SearchAttributeKey.forKeyword("TruthoundDataset");

  /** What the batch does: {@code check}, {@code plan}, {@code profile}, {@code learn}. */
  public static final SearchAttributeKey<String> OPERATION =
      SearchAttributeKey.forKeyword("TruthoundOperation");

  /** How many rules the data broke. */
  public static final SearchAttributeKey<Long> FAILED_RULES =
      SearchAttributeKey.forLong("TruthoundFailedRules");

  /** What visibility stores take of a keyword, with room for letters of several bytes. */
  private static final int LONGEST = 120;

  /** Returns what is known of a batch when it starts. */
  public static io.temporal.common.SearchAttributes begun(Operation operation, Dataset dataset) {
    return io.temporal.common.SearchAttributes.newBuilder()
        .set(OPERATION, operation.word())
        .set(DATASET, shortened(dataset.displayName()))
        .build();
  }

  /** Returns a dataset's name as it is found by: a long one without its middle. */
  public static String shortened(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST / 2) + "…" + name.substring(name.length() - LONGEST / 2);
  }

  /** Returns what is known of a list of datasets when it starts. */
  public static io.temporal.common.SearchAttributes begun(Operation operation) {
    return io.temporal.common.SearchAttributes.newBuilder()
        .set(OPERATION, operation.word())
        .build();
  }

  /** Says whether a workflow was started with them: then its namespace has all. */
  public static boolean areIn(io.temporal.common.SearchAttributes of) {
    return of.containsKey(OPERATION);
  }

  /** Returns all of them. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(STATUS, DATASET, OPERATION, FAILED_RULES);
  }
}
