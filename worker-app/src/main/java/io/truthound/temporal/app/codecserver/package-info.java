/**
 * The codec server: decrypts for Temporal's UI and command line what a codec encrypted.
 *
 * <p>Enters: the JDK's HTTP server, Temporal's codecs and messages; nothing of this house. Start
 * reading at {@link io.truthound.temporal.app.codecserver.CodecServer}.
 */
@NullMarked
package io.truthound.temporal.app.codecserver;

import org.jspecify.annotations.NullMarked;
