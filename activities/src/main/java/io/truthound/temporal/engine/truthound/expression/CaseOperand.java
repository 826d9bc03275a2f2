package io.truthound.temporal.engine.truthound.expression;

import java.util.Locale;

/**
 * Watches the tokens after CASE. DuckDB's parser copies what stands between CASE and WHEN once for
 * each WHEN, so a nested one doubles at every level before any limit of the tree is looked at: only
 * a single name may stand there.
 */
final class CaseOperand {

  private enum Place {
    ELSEWHERE,
    AFTER_CASE,
    AFTER_OPERAND
  }

  private Place place = Place.ELSEWHERE;

  /** Takes the next token, without spaces and comments; false if it may not stand here. */
  boolean takes(String token, boolean isName) {
    String word = token.toLowerCase(Locale.ROOT);
    boolean isCase = word.equals("case");
    Place before = place;
    place = isCase ? Place.AFTER_CASE : Place.ELSEWHERE;
    if (before == Place.ELSEWHERE || word.equals("when")) {
      return true;
    }
    place = Place.AFTER_OPERAND;
    return before == Place.AFTER_CASE && isName && !isCase;
  }
}
