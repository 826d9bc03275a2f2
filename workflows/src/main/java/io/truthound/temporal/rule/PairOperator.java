package io.truthound.temporal.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Compares the values of two columns. */
public enum PairOperator {
  EQUAL("=", "=="),
  NOT_EQUAL("!=", "<>", "≠"),
  LESS("<"),
  LESS_OR_EQUAL("<=", "≤"),
  GREATER(">"),
  GREATER_OR_EQUAL(">=", "≥");

  static final List<String> NAMES = Arrays.stream(values()).map(PairOperator::text).toList();

  @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
  private final List<String> spellings;

  PairOperator(String... spellings) {
    this.spellings = List.of(spellings);
  }

  /** Returns every spelling, each canonical one before its others. */
  static List<String> spellings() {
    return Arrays.stream(values()).flatMap(operator -> operator.spellings.stream()).toList();
  }

  /** Returns the operator of any of its spellings. */
  @JsonCreator
  public static PairOperator parse(String text) {
    for (PairOperator operator : values()) {
      if (operator.spellings.contains(text)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(Problems.unknown("op", text, NAMES, NAMES));
  }

  /** Returns the canonical spelling: {@code =}, {@code !=}, {@code <}, {@code <=} and so on. */
  @JsonValue
  public String text() {
    return spellings.get(0);
  }

  /** Says whether the operator needs an order, not only equality. */
  public boolean ordered() {
    return this != EQUAL && this != NOT_EQUAL;
  }
}
