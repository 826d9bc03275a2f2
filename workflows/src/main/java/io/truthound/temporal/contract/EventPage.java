package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what happened in a batch, in order.
 *
 * @param events from the one that was asked for on; none where there is nothing new
 * @param earlier the workflow run that knows what was asked for, or one before it; null where this
 *     one does
 * @param plan where the plan lies, and beside it what slices found; null before there is a plan
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventPage(
    List<BatchEvent> events,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String earlier,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String plan) {

  /** The most events of a page. */
  public static final int MOST_EVENTS = 500;

  /** Before there is a plan, nothing happens. */
  public static final EventPage NONE = new EventPage(List.of(), null, null);

  public EventPage {
    events = events == null ? List.of() : List.copyOf(events);
  }
}
