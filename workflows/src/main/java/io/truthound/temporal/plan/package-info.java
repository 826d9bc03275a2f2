/**
 * How a dataset is cut: chunks that users see, slices that workers take, both over blocks.
 *
 * <p>Enters: {@code config}, {@code dataset}, {@code rule}, {@code result}. Start reading at {@link
 * io.truthound.temporal.plan.BatchPlan}, then {@link io.truthound.temporal.plan.Chunker} and {@link
 * io.truthound.temporal.plan.SourceChunks}.
 */
@NullMarked
package io.truthound.temporal.plan;

import org.jspecify.annotations.NullMarked;
