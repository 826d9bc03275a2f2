package io.truthound.temporal.contract;

import io.temporal.common.SearchAttributeKey;
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

  /** Returns all of them. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(STATUS, DATASET, OPERATION, FAILED_RULES);
  }
}
