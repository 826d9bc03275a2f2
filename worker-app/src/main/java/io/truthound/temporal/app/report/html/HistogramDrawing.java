package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Markup;
import io.truthound.temporal.app.report.ProfileWords;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Histogram;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Draws how often values, or lengths of text, lie where. */
record HistogramDrawing(Markup html, ColumnProfile column, Histogram histogram) {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 80;
  private static final double GAP = 1.5;

  void draw(String name) throws IOException {
    List<Long> counts = histogram.counts();
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    html.open("figure");
    Drawing.open(html, name, WIDTH, HEIGHT, said(most));
    double width = (double) WIDTH / Math.max(1, counts.size());
    for (int bin = 0; bin < counts.size(); bin++) {
      bar(bin, width, most);
    }
    html.empty("path", "class", "axis", "d", "M0 " + (HEIGHT - 1) + "h" + WIDTH);
    html.close().element("figcaption", said(most)).close();
  }

  /** Draws a bar; a pixel high where anything lies in it at all. */
  private void bar(int bin, double width, long most) throws IOException {
    long count = histogram.counts().get(bin);
    double height = count == 0 ? 0 : Math.max(1, (double) count / most * (HEIGHT - GAP));
    html.open(
        "rect",
        "class",
        "bar",
        "x",
        shown(bin * width),
        "y",
        shown(HEIGHT - 1 - height),
        "width",
        shown(Math.max(width - GAP, width / GAP)),
        "height",
        shown(height));
    html.element("title", "bin " + (bin + 1) + ": " + Words.number(count)).close();
  }

  private static String shown(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private String said(long most) {
    String from = ProfileWords.from(column, histogram);
    String what = histogram.of() == Histogram.Of.LENGTHS ? "Lengths" : "Values";
    int bins = histogram.counts().size();
    return bins < 2
        ? what + ": all " + from
        : what
            + " from "
            + from
            + " to "
            + ProfileWords.to(column, histogram)
            + " in "
            + Words.counted(bins, "bin")
            + "; the highest has "
            + Words.number(most);
  }
}
