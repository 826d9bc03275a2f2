package io.truthound.temporal.app.command;

import java.util.List;
import java.util.stream.Collectors;

/** Writes Markdown, line by line. */
final class MarkdownPage {
  private final StringBuilder text = new StringBuilder();

  MarkdownPage line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** Writes a heading, with an empty line before and after. */
  MarkdownPage heading(String heading) {
    return (text.length() == 0 ? this : line("")).line(heading).line("");
  }

  MarkdownPage paragraph(String... lines) {
    line("");
    List.of(lines).forEach(this::line);
    return this;
  }

  MarkdownPage head(String... cells) {
    row(cells);
    return line("|" + "---|".repeat(cells.length));
  }

  MarkdownPage row(String... cells) {
    return line(
        List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|"))
            .map(cell -> cell.isEmpty() ? "|" : "| " + cell + " ")
            .map(cell -> cell.equals("|") ? "| " : cell)
            .collect(Collectors.joining("", "", "|")));
  }

  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
