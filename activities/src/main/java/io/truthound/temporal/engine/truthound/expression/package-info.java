/**
 * Where a user's boolean SQL becomes SQL of our own: parsed by DuckDB, walked against an
 * allow-list, written again from the tree.
 *
 * <p>Enters: the JDK, JDBC and Jackson's tree reader; no other room of the engine. Start reading at
 * {@link io.truthound.temporal.engine.truthound.expression.SafeExpression}.
 */
@NullMarked
package io.truthound.temporal.engine.truthound.expression;

import org.jspecify.annotations.NullMarked;
