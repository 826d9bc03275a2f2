package io.truthound.temporal.app.observe;

import java.util.List;

/** What is answered to a request. */
record Page(int status, String contentType, String body) {

  /** Makes a page for a request. */
  @FunctionalInterface
  interface Source {
    /**
     * Returns the page.
     *
     * @param accept the request's {@code Accept} headers
     */
    Page page(List<String> accept);
  }

  static Page text(int status, String line) {
    return new Page(status, "text/plain; charset=utf-8", line + "\n");
  }
}
