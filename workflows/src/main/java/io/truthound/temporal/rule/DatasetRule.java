package io.truthound.temporal.rule;

/** Judges all rows together; no chunk can decide it alone. */
public sealed interface DatasetRule extends Rule
    permits RowCount, CompletenessRatio, MixedType, AggregateRule, KeyRule, ReferringRule {}
