package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Markup;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page, and what stands on every one. */
final class Page {
  static final int LONGEST_TEXT = 2_000;

  /** How many characters a page may have before it tells no more than must be told. */
  private static final long FULL = 8_000_000;

  private static final int MOST_ERRORS = 200;
  private static final int DEEPEST_HEADING = 6;
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  final Markup html;
  private int names;

  private Page(Markup html) {
    this.html = html;
  }

  /** Begins a page with its head. */
  static Page begin(OutputStream out, String title) throws IOException {
    Markup html = Markup.begin(out, "<!DOCTYPE html>");
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "referrer", "content", "no-referrer");
    html.empty("meta", "name", "generator", "content", "Truthound for Temporal");
    html.element("title", Words.cut(title, LONGEST_TEXT));
    html.open("style").literal(style()).close();
    html.close().open("body").open("main");
    return new Page(html);
  }

  private static String style() throws IOException {
    try (InputStream style = Page.class.getResourceAsStream("report.css")) {
      if (style == null) {
        throw new IOException("no report.css beside the classes");
      }
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Ends a page with where the batch can be seen. */
  void end(Where where) throws IOException {
    html.close().open("footer");
    for (String line : where.lines()) {
      html.element("p", line);
    }
    html.element("p", "Rows and chunks are counted from 0. Written by Truthound for Temporal.");
    html.end();
  }

  /** Says whether so much is told that the rest is better left out. */
  boolean full() {
    return html.length() > FULL;
  }

  /** Returns a name that no other element of the page has. */
  String name(String kind) {
    return kind + "-" + names++;
  }

  /** Opens a heading; whoever opens it closes it. */
  Markup heading(int level, @Nullable String name) throws IOException {
    return html.open("h" + Math.min(level, DEEPEST_HEADING), "id", name);
  }

  /** Opens a section that is called by its heading. */
  void section(int level, String heading) throws IOException {
    String name = name("section");
    html.open("section", "aria-labelledby", name);
    heading(level, name).text(heading).close();
  }

  /** Shows a status by its sign and word; the colour only repeats them. */
  void status(Status status) throws IOException {
    html.inline("span", "class", "status " + style(status));
    html.text(Palette.mark(status) + " " + status).close();
  }

  static String style(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  void facts(Map<String, String> facts) throws IOException {
    html.open("dl");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      html.element("dt", fact.getKey());
      html.element("dd", Words.cut(fact.getValue(), LONGEST_TEXT));
    }
    html.close();
  }

  void problem(@Nullable String problem) throws IOException {
    if (problem != null) {
      html.element("p", Words.cut(problem, LONGEST_TEXT), "class", "warning");
    }
  }

  /** Opens a table in a box of its own, which scrolls where it is too wide. */
  void table(String caption, List<Head> heads) throws IOException {
    String name = name("table");
    html.element("p", caption, "class", "caption", "id", name);
    tableOf(name, heads);
  }

  /** Opens what a reader may unfold, and returns the name of its summary. */
  String unfold(String summary) throws IOException {
    String name = name("summary");
    html.open("details").element("summary", summary, "id", name);
    return name;
  }

  /** Opens a table that is called by what stands above it; else as {@link #table}. */
  void tableOf(String name, List<Head> heads) throws IOException {
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-labelledby", name);
    html.open("table", "aria-labelledby", name);
    html.open("thead").open("tr");
    for (Head head : heads) {
      html.element("th", head.text(), "scope", "col", "class", head.ofNumbers() ? "number" : null);
    }
    html.close().close().open("tbody");
  }

  void endTable() throws IOException {
    html.close().close().close();
  }

  void cell(String text) throws IOException {
    html.element("td", text);
  }

  /** Writes a cell that stays on one line. */
  void brief(String text) throws IOException {
    html.element("td", text, "class", "brief");
  }

  void number(String text) throws IOException {
    html.element("td", text, "class", "number");
  }

  void value(String text) throws IOException {
    html.element("td", text, "class", "value");
  }

  /** Says how many of something are left out; nothing where none is. */
  void leftOut(long count, String one, String many) throws IOException {
    leftOut(count, one, many, "--format json");
  }

  /** Says as {@link #leftOut(long, String, String)} what has all of them. */
  void leftOut(long count, String one, String many, String all) throws IOException {
    if (count > 0) {
      html.element(
          "p",
          "Left out here: " + Words.counted(count, one, many) + "; " + all + " has all.",
          "class",
          "faint");
    }
  }

  /** Says which chunks are ERROR and why; nothing where none is. */
  void errors(int level, List<ChunkError> errors, String title) throws IOException {
    if (errors.isEmpty()) {
      return;
    }
    section(level, title);
    table("Chunks without a verdict, and why", Head.all("Chunks", "Source", "Kind", "Why"));
    for (ChunkError error : errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) {
      html.open("tr");
      brief(error.chunks() == 0 ? "" : CheckWords.chunks(error));
      value(Words.cut(error.source(), LONGEST_TEXT));
      cell(error.type());
      cell(Words.cut(error.message(), LONGEST_TEXT));
      html.close();
    }
    endTable();
    leftOut(errors.size() - (long) MOST_ERRORS, "error", "errors");
    html.close();
  }
}
