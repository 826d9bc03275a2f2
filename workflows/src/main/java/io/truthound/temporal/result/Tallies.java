package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Holds one tally for each rule of a batch, by the rule's index. {@link #plus} is associative and
 * commutative; {@link #none} is its identity. On the wire a text such as {@code "1000/0*3 998/2"}:
 * three rules that evaluated 1,000 rows and failed none, then one that evaluated 998 and failed 2.
 */
public record Tallies(List<Tally> byRule) {

  public Tallies {
    byRule = byRule == null ? List.of() : List.copyOf(byRule);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is no tallies
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Tallies parse(String text) {
    List<Tally> tallies = new ArrayList<>();
    for (String run : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int slash = run.indexOf('/');
      int star = run.indexOf('*');
      int end = star < 0 ? run.length() : star;
      if (slash < 0 || end < slash) {
        throw new IllegalArgumentException("Invalid tallies: " + run);
      }
      Tally tally =
          new Tally(
              Long.parseLong(run.substring(0, slash)),
              Long.parseLong(run.substring(slash + 1, end)));
      int times = star < 0 ? 1 : Integer.parseInt(run.substring(star + 1));
      tallies.addAll(Collections.nCopies(times, tally));
    }
    return new Tallies(tallies);
  }

  /** Returns the form on the wire. */
  @JsonValue
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < byRule.size(); ) {
      Tally tally = byRule.get(at);
      int end = at + 1;
      while (end < byRule.size() && byRule.get(end).equals(tally)) {
        end++;
      }
      text.append(at == 0 ? "" : " ").append(tally.evaluated()).append('/').append(tally.failed());
      if (end - at > 1) {
        text.append('*').append(end - at);
      }
      at = end;
    }
    return text.toString();
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
