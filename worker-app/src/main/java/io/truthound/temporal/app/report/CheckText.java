package io.truthound.temporal.app.report;

import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.WellFormed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a check for a person: the verdict, each rule, what failed, what broke. */
public final class CheckText {
  private static final Set<String> IMPLICIT = Set.of(WellFormed.TYPE, Convertible.TYPE);
  private static final int MOST_ROWS = 5;
  private static final int MOST_ERRORS = 10;

  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private CheckText(Palette palette) {
    this.palette = palette;
  }

  /** Returns the text, ending in a newline. */
  public static String of(FullReport report, Where where, Palette palette) {
    CheckText text = new CheckText(palette);
    text.write(report, where);
    return text.text.toString();
  }

  private void write(FullReport report, Where where) {
    CheckResult result = report.result();
    verdict(result);
    rules(result.rules());
    text.append(errors(result.errors(), "Could not be checked", palette));
    if (report.problem() != null) {
      text.append('\n').append(Words.safe(report.problem())).append('\n');
    }
    if (!where.lines().isEmpty()) {
      text.append('\n');
      where.lines().forEach(line -> text.append(palette.faint(line)).append('\n'));
    }
  }

  private void verdict(CheckResult result) {
    Status status = result.status();
    text.append(palette.of(status, palette.bold(Palette.mark(status) + " " + status)))
        .append("  ")
        .append(palette.bold(Words.safe(result.dataset().name())))
        .append("\n\n");
    line(
        "Rows",
        Words.number(result.dataset().rows())
            + " in "
            + Words.counted(result.dataset().sources(), "file")
            + ", "
            + Words.bytes(result.dataset().bytes()));
    line("Chunks", Words.number(result.totalChunks()) + ": " + Words.counts(result.chunks()));
    line("Time", Words.seconds(result.duration()));
    if (result.reusedSlices() > 0) {
      line("Reused", Words.counted(result.reusedSlices(), "slice") + " of the batch before");
    }
    if (result.ended() != Ended.COMPLETED) {
      String reason = result.failureMessage();
      line("Ended", result.ended().text() + (reason == null ? "" : ": " + Words.safe(reason)));
    }
  }

  private void line(String what, String value) {
    text.append(palette.faint(padded(what, 8))).append(value).append('\n');
  }

  private void rules(List<RuleResult> all) {
    List<RuleResult> rules = all.stream().filter(rule -> !quiet(rule)).toList();
    if (all.isEmpty()) {
      return;
    }
    List<String> titles = rules.stream().map(CheckText::title).toList();
    List<String> columns = rules.stream().map(CheckText::columns).toList();
    int titleWidth = width(titles);
    int columnWidth = width(columns);
    text.append('\n');
    for (int index = 0; index < rules.size(); index++) {
      RuleResult rule = rules.get(index);
      String status = Palette.mark(rule.status()) + " " + padded(rule.status().name(), 7);
      text.append(palette.of(rule.status(), status))
          .append("  ")
          .append(padded(titles.get(index), titleWidth))
          .append("  ")
          .append(padded(columns.get(index), columnWidth))
          .append("  ")
          .append(found(rule))
          .append(proven(rule))
          .append('\n');
      rows(rule);
    }
    quietRules(all.stream().filter(CheckText::quiet).toList());
  }

  /** Says whether a rule that nobody wrote has nothing to say. */
  private static boolean quiet(RuleResult rule) {
    return rule.status() == Status.PASSED && (IMPLICIT.contains(rule.type()) || automatic(rule));
  }

  private static boolean automatic(RuleResult rule) {
    return rule.name() != null && rule.name().startsWith(AutomaticRules.PREFIX);
  }

  private void quietRules(List<RuleResult> quiet) {
    long automatic = quiet.stream().filter(CheckText::automatic).count();
    long count = quiet.size() - automatic;
    if (automatic > 0) {
      text.append(palette.faint("The data is as its schema says ("))
          .append(palette.faint(Words.counted(automatic, "automatic rule") + " passed)"))
          .append('\n');
    }
    if (count > 0) {
      text.append(palette.faint("Records are well formed and their values convert ("))
          .append(palette.faint(Words.counted(count, "implicit rule") + " passed)"))
          .append('\n');
    }
  }

  private static String title(RuleResult rule) {
    return rule.name() == null ? rule.type() : Words.line(rule.name());
  }

  private static String columns(RuleResult rule) {
    return Words.line(String.join(", ", rule.columns()));
  }

  private static String found(RuleResult rule) {
    String share = Words.share(rule.tally().failed(), rule.tally().evaluated());
    boolean counted = rule.observed() == null && !share.isEmpty();
    return Words.safe(rule.message()) + (counted ? " (" + share + ")" : "");
  }

  private String proven(RuleResult rule) {
    return rule.provenRows() == 0
        ? ""
        : palette.faint(
            "; statistics decide " + Words.counted(rule.provenRows(), "row") + " of the plan");
  }

  private void rows(RuleResult rule) {
    List<FailingRow> rows = rule.samples();
    if (rows.isEmpty()) {
      return;
    }
    List<FailingRow> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    boolean oneSource = rows.stream().map(FailingRow::source).distinct().count() == 1;
    int width = width(shown.stream().map(row -> Words.number(row.row())).toList());
    for (FailingRow row : shown) {
      text.append("    row ").append(" ".repeat(width - Words.number(row.row()).length()));
      text.append(Words.number(row.row())).append("  ").append(values(rule, row));
      text.append(oneSource ? "" : palette.faint("  in " + fileName(row.source()))).append('\n');
    }
    long more = rule.tally().failed() - shown.size();
    if (more > 0) {
      text.append(palette.faint("    and " + Words.number(more) + " more" + hint(rows, shown)));
      text.append('\n');
    }
  }

  private static String hint(List<FailingRow> rows, List<FailingRow> shown) {
    return rows.size() > shown.size()
        ? "; --format json shows the first " + Words.number(rows.size())
        : "";
  }

  private String values(RuleResult rule, FailingRow row) {
    List<String> parts = new ArrayList<>();
    if (Samples.oneValue(rule, row)) {
      parts.add(Words.value(row.values().get(rule.columns().get(0))));
    } else if (!row.values().isEmpty()) {
      parts.add(named(row.values()));
    }
    if (!row.key().isEmpty()) {
      parts.add(palette.faint("[" + named(row.key()) + "]"));
    }
    return String.join("  ", parts);
  }

  private static String named(Map<String, @Nullable Object> values) {
    return values.entrySet().stream()
        .map(value -> Words.line(value.getKey()) + " = " + Words.value(value.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Says which chunks are ERROR and why; nothing where none is. */
  static String errors(List<ChunkError> errors, String title, Palette palette) {
    if (errors.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append('\n').append(palette.of(Status.ERROR, title)).append('\n');
    for (ChunkError error : errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) {
      text.append("  ").append(chunks(error)).append(" of ").append(Words.safe(error.source()));
      text.append("\n    ").append(Words.safe(error.message())).append('\n');
    }
    if (errors.size() > MOST_ERRORS) {
      text.append("  and ").append(Words.number(errors.size() - (long) MOST_ERRORS));
      text.append(" more; --format json shows all\n");
    }
    return text.toString();
  }

  private static String chunks(ChunkError error) {
    return error.chunks() == 1
        ? "chunk " + Words.number(error.firstChunk())
        : "chunks "
            + Words.number(error.firstChunk())
            + " to "
            + Words.number(error.firstChunk() + error.chunks() - 1);
  }

  private static String fileName(String uri) {
    return Words.line(uri.substring(uri.lastIndexOf('/') + 1));
  }

  static int width(List<String> cells) {
    return cells.stream().mapToInt(cell -> cell.codePointCount(0, cell.length())).max().orElse(0);
  }

  static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.codePointCount(0, cell.length())));
  }
}
