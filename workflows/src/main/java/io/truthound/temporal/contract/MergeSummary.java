package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.VerdictOrder;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What history holds of merged slices.
 *
 * @param state where what all slices so far came to lies
 * @param merged the same without tallies
 * @param joined for each slice merged now, in plan order, the verdict of the chunk that it ended
 *     and an earlier one began: a letter of {@link VerdictOrder}, or {@code -} where there is none;
 *     null from workers that do not tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergeSummary(
    ArtifactRef state,
    MergedPrefix merged,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String joined) {

  /** Summarises a merge. */
  public MergeSummary(ArtifactRef state, MergedPrefix merged, List<@Nullable Status> joined) {
    this(state, merged, letters(joined));
  }

  /**
   * Returns the verdict of the chunk that a slice ended and an earlier one began; null where there
   * is none or it is not known.
   *
   * @param place which of the slices merged now, from 0
   */
  public @Nullable Status joined(int place) {
    return joined == null || joined.charAt(place) == '-'
        ? null
        : VerdictOrder.read(joined.substring(place, place + 1)).get(0).status();
  }

  private static String letters(List<@Nullable Status> joined) {
    StringBuilder letters = new StringBuilder();
    joined.forEach(status -> letters.append(status == null ? '-' : status.name().charAt(0)));
    return letters.toString();
  }
}
