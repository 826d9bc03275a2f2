/**
 * How a request becomes a plan: sources found and pinned, one schema, rules resolved, slices cut.
 *
 * <p>Enters: {@code reader}, {@code engine}, {@code storage}. Start reading at {@link
 * io.truthound.temporal.planning.Planner}.
 */
@NullMarked
package io.truthound.temporal.planning;

import org.jspecify.annotations.NullMarked;
