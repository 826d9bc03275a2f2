package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The argument of telling one channel.
 *
 * @param store URI of the artifact store; null for the worker's own
 * @param channel the name under which workers know whom to tell
 * @param notice what to tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NotifyTask(@Nullable String store, String channel, BatchNotice notice) {}
