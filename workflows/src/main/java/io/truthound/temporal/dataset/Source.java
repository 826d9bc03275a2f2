package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one file or object as it was when the batch was planned.
 *
 * @param uri where it lies: an absolute {@code file:} URI, or an object's
 * @param bytes its size
 * @param version what changes when its bytes do: an ETag, or a modification time in nanoseconds
 * @param rows its records, readable or not
 * @param own the columns that it has otherwise than the dataset; left out of JSON where there are
 *     none
 * @param staged where its text lies, if not in the source itself; left out of JSON where it does
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Source(
    String uri,
    long bytes,
    String version,
    long rows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OwnColumn> own,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StagedText staged) {
  public Source {
    own = own == null ? List.of() : List.copyOf(own);
    if (bytes < 0 || rows < 0) {
      throw new IllegalArgumentException(
          "Invalid source " + uri + ": bytes=" + bytes + ", rows=" + rows);
    }
  }

  /** Identifies a source that has every column as the dataset does. */
  public Source(String uri, long bytes, String version, long rows) {
    this(uri, bytes, version, rows, List.of(), null);
  }

  /** Returns the same source, its text lying elsewhere. */
  public Source withStaged(@Nullable StagedText staged) {
    return new Source(uri, bytes, version, rows, own, staged);
  }
}
