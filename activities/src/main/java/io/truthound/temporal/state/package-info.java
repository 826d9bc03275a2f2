/**
 * What is known of columns, in a form that merges: the same for every slicing and order.
 *
 * <p>Enters: {@code workflows}' values. Start reading at {@link
 * io.truthound.temporal.state.ColumnState}.
 */
@NullMarked
package io.truthound.temporal.state;

import org.jspecify.annotations.NullMarked;
