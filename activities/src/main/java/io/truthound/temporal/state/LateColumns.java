package io.truthound.temporal.state;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * States of columns that are made anew whenever they are asked for: of thousands of columns, those
 * of one at a time are in memory. Asking throws an {@link java.io.UncheckedIOException} where a
 * file cannot be read, and an {@link UnmergeableStatesException} where states belong to different
 * columns.
 */
abstract sealed class LateColumns extends AbstractList<ColumnProfileState> implements RandomAccess
    permits FileColumns, MergedColumns {}
