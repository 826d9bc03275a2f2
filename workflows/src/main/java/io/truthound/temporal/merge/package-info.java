/**
 * The algebra of a batch: what slices found becomes one answer, folded in plan order.
 *
 * <p>Pure: no Temporal, no I/O, integers only. Enters: {@code config}, {@code rule}, {@code plan},
 * {@code result}. Start reading at {@link io.truthound.temporal.merge.MergedPrefix}.
 */
@NullMarked
package io.truthound.temporal.merge;

import org.jspecify.annotations.NullMarked;
