package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Holds one tally for each rule of a batch, by the rule's index. {@link #plus} is associative and
 * commutative; {@link #none} is its identity.
 */
public record Tallies(@JsonValue List<Tally> byRule) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Tallies {
    byRule = byRule == null ? List.of() : List.copyOf(byRule);
  }

  public static Tallies none(int rules) {
    return new Tallies(Collections.nCopies(rules, Tally.NONE));
  }

  public Tally of(int rule) {
    return byRule.get(rule);
  }

  /**
   * Adds tallies rule by rule.
   *
   * @throws IllegalArgumentException if the number of rules differs
   * @throws ArithmeticException if a sum passes 2^63 - 1
   */
  public Tallies plus(Tallies other) {
    return combine(other, Tally::plus);
  }

  /** Takes away what {@link #plus} added. */
  public Tallies minus(Tallies other) {
    return combine(
        other, (a, b) -> new Tally(a.evaluated() - b.evaluated(), a.failed() - b.failed()));
  }

  private Tallies combine(Tallies other, java.util.function.BinaryOperator<Tally> operator) {
    if (byRule.size() != other.byRule.size()) {
      throw new IllegalArgumentException(
          "Cannot add tallies of "
              + other.byRule.size()
              + " rules to tallies of "
              + byRule.size()
              + " rules");
    }
    List<Tally> sums = new ArrayList<>(byRule.size());
    for (int rule = 0; rule < byRule.size(); rule++) {
      sums.add(operator.apply(byRule.get(rule), other.byRule.get(rule)));
    }
    return new Tallies(sums);
  }
}
