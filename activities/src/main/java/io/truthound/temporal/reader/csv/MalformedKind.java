package io.truthound.temporal.reader.csv;

/**
 * Says why a record is malformed. Of several faults the record has the first in reading order;
 * {@link #TOO_LONG} hides all others, and the number of fields and the encoding are looked at only
 * where the quoting is sound, in this order.
 */
public enum MalformedKind {
  /** A carriage return outside quotes that is not followed by a newline. */
  LONE_CR("a carriage return without a newline"),
  /** Blanks between the delimiter and an opening quote. */
  BLANK_BEFORE_QUOTE("a blank before an opening quote"),
  /** Anything but a delimiter or a line end after a closing quote. */
  TEXT_AFTER_QUOTE("text after a closing quote"),
  /** An opening quote without its closing quote; the record ends with its line. */
  UNBALANCED_QUOTE("a quote that is never closed"),
  /** Fewer fields than the header has. */
  TOO_FEW_FIELDS("too few fields"),
  /** More fields than the header has. */
  TOO_MANY_FIELDS("too many fields"),
  /** Bytes that are not UTF-8. */
  INVALID_UTF8("bytes that are not UTF-8"),
  /** More than 1 MiB without its line end. */
  TOO_LONG("more than 1 MiB");

  private final String meaning;

  MalformedKind(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the fault in words, for messages. */
  public String meaning() {
    return meaning;
  }
}
