package io.truthound.temporal.app.observe;

import java.util.List;
import java.util.Locale;

/** The formats in which meters can be had. */
enum Exposition {
  OPEN_METRICS("application/openmetrics-text", "; version=1.0.0; charset=utf-8"),
  PROMETHEUS("text/plain", "; version=0.0.4; charset=utf-8");

  private final String type;
  private final String parameters;

  Exposition(String type, String parameters) {
    this.type = type;
    this.parameters = parameters;
  }

  String contentType() {
    return type + parameters;
  }

  /**
   * Returns what is liked better by {@code Accept} headers; Prometheus' text where they name
   * neither.
   */
  static Exposition of(List<String> accept) {
    double open = OPEN_METRICS.liked(accept);
    return open > 0 && open >= PROMETHEUS.liked(accept) ? OPEN_METRICS : PROMETHEUS;
  }

  private double liked(List<String> accept) {
    double most = 0;
    for (String header : accept) {
      for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] parts = range.split(";", -1);
        if (parts[0].strip().equals(type)) {
          most = Math.max(most, quality(parts));
        }
      }
    }
    return most;
  }

  private static double quality(String[] parts) {
    for (String part : parts) {
      if (part.strip().startsWith("q=")) {
        try {
          return Double.parseDouble(part.strip().substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
