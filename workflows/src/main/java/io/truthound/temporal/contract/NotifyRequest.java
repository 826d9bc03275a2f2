package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The argument of the workflow that tells people of a batch.
 *
 * @param store URI of the artifact store; null for the worker's own
 * @param channels whom to tell, each by itself
 * @param notice what to tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NotifyRequest(@Nullable String store, List<String> channels, BatchNotice notice) {
  public NotifyRequest {
    channels = channels == null ? List.of() : List.copyOf(channels);
  }
}
