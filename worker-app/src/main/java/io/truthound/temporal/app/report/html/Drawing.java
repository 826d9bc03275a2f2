package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Markup;
import java.io.IOException;

/** Begins what is drawn. */
final class Drawing {
  private Drawing() {}

  /**
   * Opens an image that says in words what it shows.
   *
   * @param name of its title
   */
  static void open(Markup html, String name, int width, int height, String said)
      throws IOException {
    html.open(
        "svg",
        "role",
        "img",
        "aria-labelledby",
        name,
        "width",
        String.valueOf(width),
        "height",
        String.valueOf(height),
        "viewBox",
        "0 0 " + width + " " + height);
    html.element("title", said, "id", name);
  }
}
