package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a batch does with its dataset. */
public enum Operation {
  /** Holds the data against rules. */
  @JsonProperty("check")
  CHECK,
  /** Plans a check and scans nothing. */
  @JsonProperty("plan")
  PLAN,
  /** Says what the data is like. */
  @JsonProperty("profile")
  PROFILE,
  /** Says which rules the data keeps. */
  @JsonProperty("learn")
  LEARN;

  /** Returns its word in lower case, as people and the wire say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether all rows are looked at for what columns are like, and held against no rules. */
  public boolean describes() {
    return this == PROFILE || this == LEARN;
  }
}
