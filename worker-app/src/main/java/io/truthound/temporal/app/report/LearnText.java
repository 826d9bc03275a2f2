package io.truthound.temporal.app.report;

import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a learn for a person: each column, and the rules that it keeps. */
public final class LearnText {
  private static final int MOST_VALUES = 5;
  private static final BigDecimal NEARLY_ALL = new BigDecimal("99.99");

  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private LearnText(Palette palette) {
    this.palette = palette;
  }

  /**
   * Returns the text, ending in a newline.
   *
   * @param problem what is missing and why, or null
   */
  public static String of(
      LearnResult result, @Nullable String problem, Where where, Palette palette) {
    LearnText text = new LearnText(palette);
    text.write(result, problem, where);
    return text.text.toString();
  }

  /** Says what a report of an answer lacks, for a person; null where it is whole. */
  public static @Nullable String problem(LearnResult result) {
    return result.abridged() ? "Not all that was learned is shown" : null;
  }

  private void write(LearnResult result, @Nullable String problem, Where where) {
    head(result);
    Map<String, List<LearnedRule>> rules = byColumn(result.rules());
    for (LearnedColumn column : result.schema().columns()) {
      column(column, rules.getOrDefault(column.name(), List.of()));
    }
    text.append(CheckText.errors(result.errors(), "Could not be read", palette));
    if (problem != null) {
      text.append('\n').append(Words.safe(problem)).append('\n');
    }
    if (!where.lines().isEmpty()) {
      text.append('\n');
      where.lines().forEach(line -> text.append(palette.faint(line)).append('\n'));
    }
  }

  private static Map<String, List<LearnedRule>> byColumn(List<LearnedRule> rules) {
    Map<String, List<LearnedRule>> byColumn = new HashMap<>();
    for (LearnedRule rule : rules) {
      for (String column : new LinkedHashSet<>(rule.rule().columns())) {
        byColumn.computeIfAbsent(column, name -> new ArrayList<>()).add(rule);
      }
    }
    return byColumn;
  }

  private void head(LearnResult result) {
    String title = "Learned  " + Words.safe(result.dataset().name());
    text.append(palette.bold(title)).append("\n\n");
    line("Rows", rows(result));
    line(
        "Rules", Words.number(result.rules().size()) + ", with how likely the next row keeps them");
    line("Time", Words.seconds(result.duration()));
    if (result.reusedSlices() > 0) {
      line("Reused", Words.counted(result.reusedSlices(), "slice") + " of the batch before");
    }
    if (result.malformed() > 0) {
      line("Malformed", Words.counted(result.malformed(), "record") + " in no column");
    }
    String reason = result.failureMessage();
    if (result.ended() != Ended.COMPLETED) {
      line("Ended", result.ended().text() + (reason == null ? "" : ": " + Words.safe(reason)));
    } else if (reason != null) {
      line("Lacking", palette.of(Status.ERROR, Words.safe(reason)));
    }
  }

  private String rows(LearnResult result) {
    String all =
        Words.number(result.dataset().rows())
            + " in "
            + Words.counted(result.dataset().sources(), "file")
            + ", "
            + Words.bytes(result.dataset().bytes());
    return result.rows() == result.dataset().rows()
        ? all
        : all
            + palette.of(
                Status.ERROR, "; learned from " + Words.number(result.rows()) + " of them");
  }

  private void line(String what, String value) {
    text.append(palette.faint(CheckText.padded(what, 11))).append(value).append('\n');
  }

  private void column(LearnedColumn column, List<LearnedRule> own) {
    text.append('\n').append(palette.bold(Words.line(column.name()))).append("  ");
    text.append(palette.faint(column.type() == null ? "unknown" : column.type().text()));
    text.append(nulls(column)).append('\n');
    List<String> types = own.stream().map(rule -> rule.rule().type()).toList();
    int width = CheckText.width(types);
    for (LearnedRule rule : own) {
      String confidence = percent(rule.confidence());
      text.append(" ".repeat(Math.max(0, 10 - confidence.length())))
          .append(palette.faint(confidence))
          .append("  ");
      String said = said(rule.rule());
      text.append(said.isEmpty() ? rule.rule().type() : padded(rule, width) + "  " + said);
      text.append('\n');
    }
  }

  private static String padded(LearnedRule rule, int width) {
    return CheckText.padded(rule.rule().type(), width);
  }

  private static String nulls(LearnedColumn column) {
    BigDecimal ratio = column.nullRatio();
    if (!column.nullable() || ratio == null) {
      return "";
    }
    String share = ratio.movePointRight(2).stripTrailingZeros().toPlainString();
    return "  " + (ratio.signum() == 0 ? "few nulls" : share + " % null");
  }

  private static String said(Rule rule) {
    if (rule instanceof InRange range) {
      return range(range);
    }
    if (rule instanceof InSet set) {
      String values =
          set.values().stream()
              .limit(MOST_VALUES)
              .map(value -> value instanceof BigDecimal number ? brief(number) : Words.value(value))
              .collect(Collectors.joining(", "));
      int more = set.values().size() - MOST_VALUES;
      return more > 0 ? values + " and " + Words.number(more) + " more" : values;
    }
    if (rule instanceof MinLength length) {
      return Words.number(length.minLength());
    }
    return rule instanceof MaxLength length ? Words.number(length.maxLength()) : "";
  }

  private static String range(InRange range) {
    List<String> ends = new ArrayList<>();
    if (range.min() != null) {
      ends.add(range.max() == null ? "at least " + shown(range.min()) : shown(range.min()));
    }
    if (range.max() != null) {
      ends.add(range.min() == null ? "at most " + shown(range.max()) : shown(range.max()));
    }
    return String.join(" to ", ends);
  }

  private static String shown(Object bound) {
    return Words.line(bound instanceof BigDecimal number ? brief(number) : bound.toString());
  }

  private static String brief(BigDecimal number) {
    String plain = number.toPlainString();
    return plain.length() <= 20 ? plain : number.stripTrailingZeros().toString();
  }

  /** Says {@code 99.99 %}, rounded down: nothing learned is certain. */
  static String percent(BigDecimal confidence) {
    BigDecimal percent = confidence.movePointRight(2);
    int digits = percent.compareTo(NEARLY_ALL) >= 0 ? 4 : 2;
    BigDecimal shown = percent.setScale(digits, RoundingMode.DOWN).stripTrailingZeros();
    return (shown.signum() == 0 ? "0" : shown.toPlainString()) + " %";
  }
}
