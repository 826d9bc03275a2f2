/**
 * Texts that cannot be read in pieces as they are: unpacked once while planning, kept in the run's
 * folder of the artifact store, and brought to hand where slices read them.
 *
 * <p>Enters: {@code storage}, {@code dataset} and zstd. Start reading at {@link
 * io.truthound.temporal.staging.SourcesAtHand}.
 */
@NullMarked
package io.truthound.temporal.staging;

import org.jspecify.annotations.NullMarked;
