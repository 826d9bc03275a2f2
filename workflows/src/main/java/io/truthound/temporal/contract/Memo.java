package io.truthound.temporal.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a batch's workflow says of itself in lists: no value of the data. */
public final class Memo {
  private Memo() {}

  /** Returns the memo of a list, whose batches have their own. */
  public static Map<String, Object> of(DatasetListRequest request) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(WireNames.OPERATION_MEMO, request.operation().word());
    return memo;
  }

  /** Returns the memo of a batch; every workflow run needs it set again. */
  public static Map<String, Object> of(BatchRequest request) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(WireNames.DATASET_MEMO, request.dataset().displayName());
    memo.put(WireNames.OPERATION_MEMO, request.operation().word());
    return memo;
  }
}
