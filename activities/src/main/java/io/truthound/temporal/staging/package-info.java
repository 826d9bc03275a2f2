/**
 * What is read of sources, brought to hand as local files: of objects by {@code fetch}; of texts
 * that cannot be read in pieces as they are, which are unpacked once while planning and kept in the
 * run's folder of the artifact store, from there.
 *
 * <p>Enters: {@code storage}, {@code fetch}, {@code reader}, {@code dataset} and zstd. Start
 * reading at {@link io.truthound.temporal.staging.SourcesAtHand}.
 */
@NullMarked
package io.truthound.temporal.staging;

import org.jspecify.annotations.NullMarked;
