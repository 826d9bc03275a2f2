/**
 * How people are told of batches that are over.
 *
 * <p>Enters: {@code contract} and {@code storage}, the JDK's HTTP client. Start reading at {@link
 * io.truthound.temporal.notify.Notifier}.
 */
@NullMarked
package io.truthound.temporal.notify;

import org.jspecify.annotations.NullMarked;
