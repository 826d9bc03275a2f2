/**
 * Where artifacts lie: complete or absent, written once.
 *
 * <p>Enters: the JDK, {@code contract}'s JSON and, for data in memory that is staged, Arrow. Stores
 * of each kind are rooms below, which never see each other. Start reading at {@link
 * io.truthound.temporal.storage.ArtifactStore}.
 */
@NullMarked
package io.truthound.temporal.storage;

import org.jspecify.annotations.NullMarked;
