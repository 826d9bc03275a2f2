package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Markup;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Draws a bar for each run beside the highest, the oldest first. */
record BarDrawing(Markup html, List<Bar> bars) {
  private static final int HEIGHT = 80;
  private static final int WIDEST = 900;
  private static final double GAP = 1.5;

  /**
   * A bar.
   *
   * @param length how high it is, 0 or more
   * @param said what it stands for
   */
  record Bar(double length, String said) {}

  /**
   * Draws them.
   *
   * @param name of the drawing's title
   * @param said what they show together
   */
  void draw(String name, String said) throws IOException {
    double pitch = Math.min(StatusCell.PITCH, (double) WIDEST / Math.max(1, bars.size()));
    int width = (int) Math.ceil(bars.size() * pitch);
    double most = bars.stream().mapToDouble(Bar::length).max().orElse(0);
    html.open("figure");
    Drawing.open(html, name, width, HEIGHT, said);
    for (int at = 0; at < bars.size(); at++) {
      bar(at, pitch, most);
    }
    html.empty("path", "class", "axis", "d", "M0 " + (HEIGHT - 1) + "h" + width);
    html.close().element("figcaption", said).close();
  }

  /** Draws a bar; a pixel high where it has any length at all. */
  private void bar(int at, double pitch, double most) throws IOException {
    Bar bar = bars.get(at);
    double height = bar.length() == 0 ? 0 : Math.max(1, bar.length() / most * (HEIGHT - GAP));
    html.open(
        "rect",
        "class",
        "bar",
        "x",
        shown(at * pitch),
        "y",
        shown(HEIGHT - 1 - height),
        "width",
        shown(Math.max(pitch - 2 * GAP, pitch / GAP)),
        "height",
        shown(height));
    html.element("title", bar.said()).close();
  }

  private static String shown(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }
}
