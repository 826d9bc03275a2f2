package io.truthound.temporal.rule;

import org.jspecify.annotations.Nullable;

/** Refuses a rule, or a set of rules: says which, what was found and what is allowed. */
public final class InvalidRuleException extends IllegalArgumentException {
  private final @Nullable Integer index;
  private final @Nullable String type;
  private final String problem;

  private InvalidRuleException(
      String subject, @Nullable Integer index, @Nullable String type, String problem) {
    super("Invalid " + subject + ": " + problem);
    this.index = index;
    this.type = type;
    this.problem = problem;
  }

  /** Refuses a rule whose place in its list is not known here. */
  static InvalidRuleException of(@Nullable String type, String problem) {
    return at(null, type, problem);
  }

  /** Refuses the rule of that index, for reasons that only an engine can know. */
  public static InvalidRuleException at(int index, Rule rule, String problem) {
    return at(Integer.valueOf(index), rule.type(), problem);
  }

  private static InvalidRuleException at(
      @Nullable Integer index, @Nullable String type, String problem) {
    String subject =
        "rule" + (index == null ? "" : " " + index) + (type == null ? "" : " (" + type + ")");
    return new InvalidRuleException(subject, index, type, problem);
  }

  /** Refuses the whole set. */
  static InvalidRuleException ofSet(String problem) {
    return new InvalidRuleException("rules", null, null, problem);
  }

  /** Returns the same refusal with place and type filled in where they were not known. */
  InvalidRuleException locatedAt(@Nullable Integer index, @Nullable String type) {
    return at(
        this.index == null ? index : this.index, this.type == null ? type : this.type, problem);
  }
}
