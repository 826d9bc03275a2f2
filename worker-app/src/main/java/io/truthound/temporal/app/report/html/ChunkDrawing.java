package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Markup;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Draws a chunk map: each cell by colour and by sign. */
record ChunkDrawing(Markup html, ChunkMap map) {
  private static final int CELLS_PER_LINE = 40;
  private static final int PITCH = StatusCell.PITCH;

  void draw(String name, StatusCounts all) throws IOException {
    int cells = map.cells().size();
    int width = Math.min(cells, CELLS_PER_LINE) * PITCH;
    int height = (cells + CELLS_PER_LINE - 1) / CELLS_PER_LINE * PITCH;
    Drawing.open(html, name, width, height, said(all));
    for (int cell = 0; cell < cells; cell++) {
      long first = cell * map.chunksPerCell();
      StatusCounts counts = map.cells().get(cell);
      String title = CheckWords.chunks(first, map.chunksOf(cell)) + ": " + Words.counts(counts);
      html.open("g").element("title", counts.total() == 0 ? unknown(first, cell) : title);
      int left = cell % CELLS_PER_LINE * PITCH + 1;
      int top = cell / CELLS_PER_LINE * PITCH + 1;
      StatusCell.draw(html, worst(counts, map.chunksOf(cell)), left, top);
      html.close();
    }
    html.close();
    legend(all);
  }

  private String unknown(long first, int cell) {
    return CheckWords.chunks(first, map.chunksOf(cell)) + ": not known";
  }

  private String said(StatusCounts all) {
    long unknown = map.chunks() - all.total();
    return "Map of "
        + Words.counted(map.chunks(), "chunk")
        + ": "
        + Words.counts(all)
        + (unknown == 0 ? "" : ", " + Words.number(unknown) + " not known");
  }

  /** Returns the worst status in a cell; null where some is not known and none is bad. */
  private static @Nullable Status worst(StatusCounts counts, long chunks) {
    if (counts.error() > 0) {
      return Status.ERROR;
    }
    if (counts.failed() > 0) {
      return Status.FAILED;
    }
    if (counts.warning() > 0) {
      return Status.WARNING;
    }
    if (counts.total() < chunks) {
      return null;
    }
    return counts.passed() > 0 ? Status.PASSED : Status.SKIPPED;
  }

  private void legend(StatusCounts all) throws IOException {
    html.open("ul", "class", "legend");
    for (Status status : Status.values()) {
      if (all.of(status) > 0) {
        entry(status, Palette.mark(status) + " " + Words.number(all.of(status)) + " " + status);
      }
    }
    long unknown = map.chunks() - all.total();
    if (unknown > 0) {
      entry(null, Words.number(unknown) + " not known");
    }
    html.close();
  }

  private void entry(@Nullable Status status, String text) throws IOException {
    html.open("li")
        .open("svg", "width", "17", "height", "17", "viewBox", "0 0 17 17", "aria-hidden", "true");
    StatusCell.draw(html, status, 1, 1);
    html.close().text(text).close();
  }
}
