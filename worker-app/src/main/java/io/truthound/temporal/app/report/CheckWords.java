package io.truthound.temporal.app.report;

import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.WellFormed;
import java.util.Set;

/** What is said of a check's rules and chunks to a person, on one line each. */
public final class CheckWords {
  private static final Set<String> IMPLICIT = Set.of(WellFormed.TYPE, Convertible.TYPE);

  private CheckWords() {}

  /** Says whether a rule that nobody wrote has nothing to say. */
  public static boolean quiet(RuleResult rule) {
    return rule.status() == Status.PASSED && (IMPLICIT.contains(rule.type()) || automatic(rule));
  }

  static boolean automatic(RuleResult rule) {
    return rule.name() != null && rule.name().startsWith(AutomaticRules.PREFIX);
  }

  /** Returns the user's name of a rule, else its type. */
  public static String title(RuleResult rule) {
    return rule.name() == null ? rule.type() : Words.line(rule.name());
  }

  public static String columns(RuleResult rule) {
    return Words.line(String.join(", ", rule.columns()));
  }

  /** Says what a rule found, and of how many rows. */
  public static String found(RuleResult rule) {
    String share = Words.share(rule.tally().failed(), rule.tally().evaluated());
    boolean counted = rule.observed() == null && !share.isEmpty();
    return Words.safe(rule.message()) + (counted ? " (" + share + ")" : "");
  }

  /** Says of how many rows statistics decided; empty where of none. */
  public static String proven(RuleResult rule) {
    return rule.provenRows() == 0
        ? ""
        : "; statistics decide " + Words.counted(rule.provenRows(), "row") + " of the plan";
  }

  /** Says {@code chunk 3} or {@code chunks 3 to 12}. */
  public static String chunks(ChunkError error) {
    return chunks(error.firstChunk(), error.chunks());
  }

  /** Says which chunks these are, counted from 0. */
  public static String chunks(long first, long count) {
    return count == 1
        ? "chunk " + Words.number(first)
        : "chunks " + Words.number(first) + " to " + Words.number(first + count - 1);
  }

  /** Returns the last part of a URI. */
  public static String fileName(String uri) {
    return Words.line(uri.substring(uri.lastIndexOf('/') + 1));
  }
}
