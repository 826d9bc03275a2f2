package io.truthound.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.engine.KeyEngine.FailingKey;
import io.truthound.temporal.merge.KeyCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key partition came to, as it lies in the artifact store. Its bytes hold no clock, host or
 * attempt.
 *
 * @param version of this record's shape
 * @param plan digest of the plan that it belongs to
 * @param count its keys
 * @param rows its lowest failing rows in plan order
 * @param lost why it could not be counted; null where it was
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyResult(
    int version, String plan, KeyCount count, List<FailingKey> rows, @Nullable String lost) {

  /** The version that this code writes and reads. */
  static final int VERSION = 1;

  KeyResult {
    rows = rows == null ? List.of() : List.copyOf(rows);
  }
}
