package io.truthound.temporal.app.report.junit;

import io.truthound.temporal.app.report.Markup;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A test case.
 *
 * @param name what is tested
 * @param outcome what became of it
 * @param type what kind of failure or error it is; null for others
 * @param message what was found, for a person
 * @param lines what else is to be said
 */
record TestCase(
    String name, Outcome outcome, @Nullable String type, String message, List<String> lines) {
  /** What may become of a test case, as CI systems know it. */
  enum Outcome {
    PASSED,
    /** Passed, but somebody is to read what was found. */
    REMARKED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  /** Writes it; all rules are checked in one scan, so that its own time is unknown: 0. */
  void write(String suite, Markup xml) throws IOException {
    xml.open("testcase", "name", name, "classname", suite, "time", "0");
    switch (outcome) {
      case PASSED -> {}
      case REMARKED -> {
        xml.open("system-out").line(message);
        end(xml);
      }
      case FAILURE, ERROR -> {
        String element = outcome.name().toLowerCase(Locale.ROOT);
        xml.open(element, "type", type, "message", message);
        end(xml);
      }
      case SKIPPED -> xml.empty("skipped", "message", message);
    }
    xml.close();
  }

  private void end(Markup xml) throws IOException {
    for (String line : lines) {
      xml.line(line);
    }
    xml.close();
  }
}
