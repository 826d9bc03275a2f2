package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.Words;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Markdown as GitHub shows it, that never grows beyond what a comment may have: what does not fit
 * is left out, and its reader told.
 */
final class Markdown {
  /** GitHub takes 65,536 characters; the rest is for what ends the report. */
  private static final int FULL = 60_000;

  private static final int LONGEST = 300;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_ ,.:/-]*[A-Za-z0-9_,.:/-]");
  private static final String MARKS = "\\`*_[]<>&|~$:";

  private final StringBuilder text = new StringBuilder();

  /** Adds a block and an empty line behind it, or nothing where that is too much. */
  boolean block(String block) {
    return fits(block) && end(block);
  }

  /** Adds what must be there: a short block. */
  boolean end(String block) {
    text.append(block).append("\n\n");
    return true;
  }

  private boolean fits(String block) {
    return text.length() + block.length() <= FULL;
  }

  /**
   * Adds a table of so many rows at most, and says how many it leaves out.
   *
   * @param noun what a row is
   */
  void table(List<String> heads, List<List<String>> rows, int most, String noun) {
    String head = row(heads) + row(Collections.nCopies(heads.size(), "---"));
    int shown = 0;
    if (fits(head)) {
      text.append(head);
      while (shown < Math.min(most, rows.size()) && fits(row(rows.get(shown)))) {
        text.append(row(rows.get(shown)));
        shown++;
      }
      text.append('\n');
    }
    if (shown < rows.size()) {
      long left = rows.size() - (long) shown;
      end(
          shown == 0
              ? "Left out here: " + Words.counted(left, noun) + "."
              : "And " + Words.counted(left, "more " + noun) + ".");
    }
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Shows text that is part of a sentence, and nothing in it as markup, mention or link. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder();
    int[] points = Words.cut(text, LONGEST).codePoints().toArray();
    for (int at = 0; at < points.length; at++) {
      boolean alone = at + 1 == points.length || points[at + 1] == ' ';
      if (points[at] == ':' && alone) {
        escaped.append(':');
      } else {
        append(escaped, points[at]);
      }
    }
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int point) {
    if (point == '@' || point == '#') {
      // An entity alone would still mention somebody; what cannot be seen stands in between.
      escaped.append("&#").append(point).append(";&#8203;");
    } else if (point < 0x80 && MARKS.indexOf(point) >= 0) {
      escaped.append("&#").append(point).append(';');
    } else {
      escaped.appendCodePoint(point);
    }
  }

  /** Shows text as code, in which nothing is markup; empty text stays empty. */
  static String code(String text) {
    String line = Words.cut(text, LONGEST);
    if (line.isEmpty() || PLAIN.matcher(line).matches()) {
      return line.isEmpty() ? "" : "`" + line + "`";
    }
    StringBuilder escaped = new StringBuilder("<code>");
    line.codePoints()
        .forEach(
            point -> {
              if (point < 0x80 && !Character.isLetterOrDigit(point) && point != ' ') {
                escaped.append("&#").append(point).append(';');
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.append("</code>").toString();
  }

  /** Begins what a reader may unfold. */
  boolean unfold(String summary) {
    return block("<details><summary>" + summary + "</summary>");
  }

  void fold() {
    end("</details>");
  }

  String all() {
    return text.toString().stripTrailing() + "\n";
  }
}
