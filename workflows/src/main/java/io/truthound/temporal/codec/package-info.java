/**
 * Encrypts what Temporal keeps: the codec and its keys.
 *
 * <p>Clients, workers and codec servers use it; no other room does, and nothing of this house
 * enters. Start reading at {@link io.truthound.temporal.codec.AesGcmCodec}.
 */
@NullMarked
package io.truthound.temporal.codec;

import org.jspecify.annotations.NullMarked;
