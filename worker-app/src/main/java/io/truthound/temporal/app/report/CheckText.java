package io.truthound.temporal.app.report;

import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the answer of a check for a person: the verdict, each rule, what failed, what broke. */
public final class CheckText {
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
    Facts.of(result, palette).forEach(this::line);
  }

  private void line(String what, String value) {
    text.append(palette.faint(padded(what, 8))).append(value).append('\n');
  }

  private void rules(List<RuleResult> all) {
    List<RuleResult> rules = all.stream().filter(rule -> !CheckWords.quiet(rule)).toList();
    if (all.isEmpty()) {
      return;
    }
    List<String> titles = rules.stream().map(CheckWords::title).toList();
    List<String> columns = rules.stream().map(CheckWords::columns).toList();
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
          .append(CheckWords.found(rule))
          .append(palette.faint(CheckWords.proven(rule)))
          .append('\n');
      rows(rule);
    }
    quietRules(all.stream().filter(CheckWords::quiet).toList());
  }

  private void quietRules(List<RuleResult> quiet) {
    long automatic = quiet.stream().filter(CheckWords::automatic).count();
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

  private void rows(RuleResult rule) {
    List<FailingRow> rows = rule.samples();
    if (rows.isEmpty()) {
      return;
    }
    List<FailingRow> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    boolean oneSource = Samples.oneSource(rows);
    int width = width(shown.stream().map(row -> Words.number(row.row())).toList());
    for (FailingRow row : shown) {
      text.append("    row ").append(" ".repeat(width - Words.number(row.row()).length()));
      text.append(Words.number(row.row())).append("  ").append(values(rule, row));
      text.append(oneSource ? "" : palette.faint("  in " + CheckWords.fileName(row.source())))
          .append('\n');
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
    return Stream.of(Samples.data(rule, row), palette.faint(Samples.key(row)))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  /** Says which chunks are ERROR and why; nothing where none is. */
  static String errors(List<ChunkError> errors, String title, Palette palette) {
    if (errors.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append('\n').append(palette.of(Status.ERROR, title)).append('\n');
    for (ChunkError error : errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) {
      text.append("  ")
          .append(CheckWords.chunks(error))
          .append(" of ")
          .append(Words.safe(error.source()));
      text.append("\n    ").append(Words.safe(error.message())).append('\n');
    }
    if (errors.size() > MOST_ERRORS) {
      text.append("  and ").append(Words.number(errors.size() - (long) MOST_ERRORS));
      text.append(" more; --format json shows all\n");
    }
    return text.toString();
  }

  static int width(List<String> cells) {
    return cells.stream().mapToInt(cell -> cell.codePointCount(0, cell.length())).max().orElse(0);
  }

  static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.codePointCount(0, cell.length())));
  }
}
