package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chunks across a dataset: drawn, then those that did not pass by their rows. */
record ChunkSection(Page page, int level) {
  private static final int MOST_RULES = 3;

  void write(ChunkMap map, List<RuleResult> rules) throws IOException {
    if (map.chunks() < 2) {
      return;
    }
    page.section(level, "Chunks");
    StatusCounts all = map.cells().stream().reduce(StatusCounts.NONE, StatusCounts::plus);
    page.html.open("figure");
    new ChunkDrawing(page.html, map).draw(page.name("map"), all);
    page.html.element("figcaption", caption(map));
    page.html.close();
    page.problem(map.lacking());
    if (!map.runs().isEmpty()) {
      runs(map, rules);
    }
    page.html.close();
  }

  private static String caption(ChunkMap map) {
    String cell =
        map.chunksPerCell() == 1
            ? "a cell each"
            : Words.number(map.chunksPerCell()) + " to a cell, which shows the worst of them";
    return Words.counted(map.chunks(), "chunk") + " in the order of their rows, " + cell + ".";
  }

  private void runs(ChunkMap map, List<RuleResult> rules) throws IOException {
    boolean knowsRules = map.runs().stream().anyMatch(run -> !run.tallies().byRule().isEmpty());
    boolean failing = map.runs().get(0).status().failing();
    List<Head> heads = new ArrayList<>(Head.all("Status", "Chunks", "Rows", "Source"));
    if (knowsRules) {
      heads.add(Head.of("Failing rows by rule"));
    }
    page.table(failing ? "Chunks that failed or have no verdict" : "Chunks that warn", heads);
    for (ChunkRun run : map.runs()) {
      page.html.open("tr").open("td");
      page.status(run.status());
      page.html.close();
      page.brief(CheckWords.chunks(run.first(), run.chunks()));
      page.brief(rows(run));
      page.value(source(run.source()));
      if (knowsRules) {
        page.cell(broken(run, rules));
      }
      page.html.close();
    }
    page.endTable();
    page.leftOut(map.moreRuns(), "run of chunks", "runs of chunks");
  }

  private static String rows(ChunkRun run) {
    return run.knowsRows()
        ? Words.number(run.firstRow()) + " to " + Words.number(run.firstRow() + run.rows() - 1)
        : "";
  }

  private static String source(@Nullable String source) {
    return source == null ? "" : Words.cut(source, Page.LONGEST_TEXT);
  }

  private static String broken(ChunkRun run, List<RuleResult> rules) {
    List<RuleResult> broken =
        rules.stream()
            .filter(rule -> failed(run, rule) > 0)
            .sorted((one, other) -> Long.compare(failed(run, other), failed(run, one)))
            .toList();
    List<String> parts = new ArrayList<>();
    broken.stream()
        .limit(MOST_RULES)
        .forEach(
            rule ->
                parts.add(
                    CheckWords.title(rule)
                        + " "
                        + CheckWords.columns(rule)
                        + ": "
                        + Words.counted(failed(run, rule), "row")));
    if (broken.size() > MOST_RULES) {
      parts.add("and " + Words.counted(broken.size() - MOST_RULES, "more rule"));
    }
    return String.join("; ", parts);
  }

  private static long failed(ChunkRun run, RuleResult rule) {
    List<Tally> tallies = run.tallies().byRule();
    return rule.index() < tallies.size() ? tallies.get(rule.index()).failed() : 0;
  }
}
