/**
 * Artifacts in a folder of a local or mounted file system.
 *
 * <p>Enters: {@code storage}. Start reading at {@link
 * io.truthound.temporal.storage.local.LocalArtifactStore}.
 */
@NullMarked
package io.truthound.temporal.storage.local;

import org.jspecify.annotations.NullMarked;
