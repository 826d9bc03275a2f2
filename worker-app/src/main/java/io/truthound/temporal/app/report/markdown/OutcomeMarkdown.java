package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.result.ChunkError;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what all answers have in common. */
final class OutcomeMarkdown {
  private static final int MOST_ERRORS = 20;

  private OutcomeMarkdown() {}

  static String heading(int level, String text) {
    return "#".repeat(level) + " " + text;
  }

  static void facts(Markdown markdown, Map<String, String> facts) {
    markdown.block(
        facts.entrySet().stream()
            .map(fact -> "- **" + fact.getKey() + "**: " + Markdown.text(fact.getValue()))
            .collect(Collectors.joining("\n")));
  }

  /** Says which chunks are ERROR and why; nothing where none is. */
  static void errors(Markdown markdown, List<ChunkError> errors, String title) {
    if (!errors.isEmpty() && markdown.block("**" + title + "**")) {
      List<List<String>> rows =
          errors.stream()
              .map(
                  error ->
                      List.of(
                          CheckWords.chunks(error),
                          Markdown.code(error.source()),
                          Markdown.text(error.message())))
              .toList();
      markdown.table(List.of("Chunks", "Source", "Why"), rows, MOST_ERRORS, "error");
    }
  }

  static void problem(Markdown markdown, @Nullable String problem) {
    if (problem != null) {
      markdown.block(Markdown.text(problem));
    }
  }
}
