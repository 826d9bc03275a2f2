package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.ProvenRule;
import io.truthound.temporal.plan.ReferenceRows;
import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.CrossTableRowCount;
import io.truthound.temporal.rule.DatasetRule;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Unique;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the tallies of a batch into each rule's verdict, with a sentence for a person. */
public final class Verdicts {
  private final List<Rule> rules;
  private final TreeMap<Integer, DecidedRule> decided = new TreeMap<>();
  private final TreeMap<Integer, Long> references = new TreeMap<>();
  private final TreeMap<Integer, Long> proven = new TreeMap<>();
  private final TreeMap<Integer, SettledRule> settled = new TreeMap<>();

  /**
   * Creates the verdicts of a batch.
   *
   * @param rules all rules by index
   * @param decided what planning decided
   */
  public Verdicts(List<Rule> rules, List<DecidedRule> decided) {
    this(rules, decided, List.of(), List.of(), List.of());
  }

  /**
   * Creates the verdicts of a batch whose plan says more of its rules.
   *
   * @param rules all rules by index
   * @param decided what planning decided
   * @param references how many rows the other datasets of rules have
   * @param proven for how many rows statistics decide rules
   * @param settled what became of rules about the past
   */
  public Verdicts(
      List<Rule> rules,
      List<DecidedRule> decided,
      List<ReferenceRows> references,
      List<ProvenRule> proven,
      List<SettledRule> settled) {
    this.rules = List.copyOf(rules);
    settled.forEach(rule -> this.settled.put(rule.rule(), rule));
    proven.forEach(rule -> this.proven.put(rule.rule(), rule.rows()));
    references.forEach(reference -> this.references.put(reference.rule(), reference.rows()));
    decided.forEach(rule -> this.decided.put(rule.rule(), rule));
  }

  /** Returns a judge of chunks over the same rules. */
  public Judge judge() {
    return new Judge(rules, decided.keySet());
  }

  /**
   * What verdicts follow from.
   *
   * @param totals the tallies that count
   * @param notReached why row rules saw no row at all, or null where they did
   * @param noDatasetRules why dataset rules cannot be judged, or null where they can
   * @param measured the verdicts of rules that measure columns or keys; left out of JSON where
   *     there are none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Basis(
      Tallies totals,
      @Nullable String notReached,
      @Nullable String noDatasetRules,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MeasuredRule> measured) {
    public Basis {
      measured = measured == null ? List.of() : List.copyOf(measured);
    }

    private MeasuredRule measuredRule(int rule) {
      return measured.stream()
          .filter(each -> each.rule() == rule)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("Rule " + rule + " was not measured"));
    }
  }

  /** Judges every rule. */
  public List<RuleResult> of(Basis basis) {
    List<RuleResult> results = new ArrayList<>(rules.size());
    for (int index = 0; index < rules.size(); index++) {
      RuleResult result = one(index, basis);
      Long rows = proven.get(index);
      results.add(rows == null ? result : result.withProvenRows(rows));
    }
    return results;
  }

  /** Judges every rule where none measures a column; as {@link Basis} says otherwise. */
  public List<RuleResult> of(
      Tallies totals, @Nullable String notReached, @Nullable String noDatasetRules) {
    return of(new Basis(totals, notReached, noDatasetRules, List.of()));
  }

  private RuleResult one(int index, Basis basis) {
    RuleResult result = plain(index, basis);
    SettledRule past = settled.get(index);
    return past == null ? result : PastVerdicts.of(result, past);
  }

  private RuleResult plain(int index, Basis basis) {
    Rule rule = rules.get(index);
    Tally tally = basis.totals.of(index);
    DecidedRule early = decided.get(index);
    if (early != null) {
      return result(index, rule, early.status(), Tally.NONE, early.observed(), early.message());
    }
    if (rule instanceof RowRule row) {
      return basis.notReached == null
          ? result(index, rule, Judge.rowRule(row, tally), tally, null, counted(tally))
          : result(index, rule, Status.SKIPPED, Tally.NONE, null, basis.notReached);
    }
    if (basis.noDatasetRules != null) {
      return result(index, rule, Status.SKIPPED, tally, null, basis.noDatasetRules);
    }
    if (rule instanceof AggregateRule || rule instanceof KeyRule) {
      MeasuredRule measured = basis.measuredRule(index);
      return result(
          index,
          rule,
          measured.status(),
          measured.tally() == null ? tally : measured.tally(),
          measured.observed(),
          measured.message());
    }
    return datasetRule(index, (DatasetRule) rule, tally);
  }

  private RuleResult datasetRule(int index, DatasetRule rule, Tally tally) {
    if (rule instanceof RowCount count) {
      long rows = tally.evaluated();
      boolean broken =
          (count.min() != null && rows < count.min())
              || (count.max() != null && rows > count.max());
      String message = text("%,d rows%s", rows, broken ? ", outside " + range(count) : "");
      return measured(index, rule, broken, tally, Long.toString(rows), message);
    }
    if (rule instanceof CrossTableRowCount count) {
      long rows = tally.evaluated();
      Long other = references.get(index);
      if (other == null) {
        throw new IllegalArgumentException("No reference of rule " + index + " was planned");
      }
      boolean broken = count.isBrokenBy(rows, other);
      String message =
          text(
              "%,d rows, %,d in the reference%s",
              rows,
              other,
              broken ? ", beyond the tolerance of " + count.tolerance().toPlainString() : "");
      return measured(index, rule, broken, tally, Long.toString(rows), message);
    }
    if (rule instanceof MixedType mixed) {
      long numbers = tally.failed();
      boolean broken = mixed.isBrokenBy(tally.evaluated(), numbers);
      String message =
          text(
              "%,d of %,d texts are numbers%s",
              numbers,
              tally.evaluated(),
              broken
                  ? ", and both kinds are more than the share "
                      + mixed.effectiveMaxRatio().toPlainString()
                  : "");
      String observed = tally.evaluated() == 0 ? "0" : share(numbers, tally.evaluated());
      return measured(index, rule, broken, tally, observed, message);
    }
    CompletenessRatio ratio = (CompletenessRatio) rule;
    long present = tally.evaluated() - tally.failed();
    BigDecimal all = BigDecimal.valueOf(tally.evaluated());
    boolean broken = BigDecimal.valueOf(present).compareTo(ratio.minRatio().multiply(all)) < 0;
    String observed = tally.evaluated() == 0 ? "1" : share(present, tally.evaluated());
    String message =
        text(
            "%,d of %,d rows have a value%s",
            present,
            tally.evaluated(),
            broken ? ", below the share " + ratio.minRatio().toPlainString() : "");
    return measured(index, rule, broken, tally, observed, message);
  }

  private static String share(long some, long all) {
    return BigDecimal.valueOf(some)
        .divide(BigDecimal.valueOf(all), 6, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String range(RowCount count) {
    Long min = count.min();
    Long max = count.max();
    if (min != null && max != null) {
      return text("%,d to %,d", min, max);
    }
    return min != null ? text("%,d or more", min) : text("%,d or fewer", max);
  }

  private static String counted(Tally tally) {
    if (tally.evaluated() == 0) {
      return "no row to evaluate";
    }
    return tally.failed() == 0
        ? text("all %,d rows passed", tally.evaluated())
        : text("%,d of %,d rows failed", tally.failed(), tally.evaluated());
  }

  /** Formats the same on every machine: the text lies in artifacts. */
  private static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static RuleResult measured(
      int index, Rule rule, boolean broken, Tally tally, String observed, String message) {
    Status status = broken ? Judge.broken(rule.severity()) : Status.PASSED;
    return result(index, rule, status, tally, observed, message);
  }

  private static RuleResult result(
      int index, Rule rule, Status status, Tally tally, @Nullable String observed, String message) {
    BigDecimal mostly = null;
    if (rule instanceof RowRule row) {
      mostly = row.options().tolerance().effectiveMostly();
    } else if (rule instanceof Unique unique) {
      mostly = unique.tolerance().effectiveMostly();
    }
    return new RuleResult(
        index,
        rule.type(),
        rule.name(),
        rule.columns(),
        rule.severity(),
        mostly,
        status,
        tally,
        observed,
        message,
        0,
        List.of());
  }
}
