/**
 * What is checked: datasets, their sources, columns and types.
 *
 * <p>Enters: nothing but the JDK and Jackson annotations. Start reading at {@link
 * io.truthound.temporal.dataset.Dataset}.
 */
@NullMarked
package io.truthound.temporal.dataset;

import org.jspecify.annotations.NullMarked;
