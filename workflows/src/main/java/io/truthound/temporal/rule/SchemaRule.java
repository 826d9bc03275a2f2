package io.truthound.temporal.rule;

/** Judges names and types of columns; decided at planning, before a row is read. */
public sealed interface SchemaRule extends Rule permits ColumnExists, Dtype, SchemaMatches {}
