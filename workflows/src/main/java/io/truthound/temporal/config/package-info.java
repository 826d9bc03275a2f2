/**
 * How a batch is run: values that a user sets and that travel with the request.
 *
 * <p>Enters: nothing but the JDK and Jackson annotations. Start reading at {@link
 * io.truthound.temporal.config.BatchConfig}.
 */
@NullMarked
package io.truthound.temporal.config;

import org.jspecify.annotations.NullMarked;
