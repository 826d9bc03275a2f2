package io.truthound.temporal.reader.csv;

/**
 * Shows one malformed record.
 *
 * @param number the record's number within its file
 * @param kind its fault
 * @param fields how many fields were found, as far as the fault let them be told apart
 * @param text its first 200 characters, invalid bytes replaced
 */
public record MalformedRecord(long number, MalformedKind kind, int fields, String text) {}
