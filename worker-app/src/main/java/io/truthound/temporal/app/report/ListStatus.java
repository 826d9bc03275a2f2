package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.DatasetListProgress.Running;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a list of datasets at a moment.
 *
 * @param list what the server says
 * @param datasets how many there are; null where nobody says
 * @param over those that are over, counted by their status
 * @param running those under way
 * @param status the answer's status; null without one
 * @param problem why something is not known, for a person; or null
 */
public record ListStatus(
    BatchDescription list,
    @Nullable Integer datasets,
    StatusCounts over,
    List<Running> running,
    @Nullable Status status,
    @Nullable String problem) {
  private static final int MOST_RUNNING = 5;

  /** Tells of a list under way, or of what one came to that was ended from outside. */
  public static ListStatus running(BatchDescription list, DatasetListProgress progress) {
    return new ListStatus(
        list,
        progress.datasets(),
        progress.finished(),
        list.over() ? List.of() : progress.running(),
        null,
        null);
  }

  /** Tells of a list that answered. */
  public static ListStatus over(BatchDescription list, BatchResult result) {
    return new ListStatus(
        list, (int) result.counts().total(), result.counts(), List.of(), result.status(), null);
  }

  /** Tells of a list of which only the server knows. */
  public static ListStatus unanswered(BatchDescription list, String problem) {
    return new ListStatus(list, null, StatusCounts.NONE, List.of(), null, problem);
  }

  /** Returns the text, ending in a newline; {@code now} tells how long ago the list began. */
  public String text(Instant now, Where where, Palette palette) {
    StringBuilder text = new StringBuilder();
    String word = StatusText.word(list.state());
    String title =
        status == null
            ? palette.bold(word)
            : palette.of(status, palette.bold(Palette.mark(status) + " " + status));
    text.append(title).append("  ").append(palette.bold(Words.safe(list.id()))).append("\n\n");
    if (datasets != null) {
      String counts = Words.number(over.total()) + " of " + Words.number(datasets);
      line(text, palette, "Datasets", counts + ": " + Words.counts(over));
    }
    running.stream()
        .limit(MOST_RUNNING)
        .forEach(
            each ->
                line(
                    text,
                    palette,
                    "Under way",
                    Words.safe(each.dataset()) + " (" + each.workflowId() + ")"));
    if (running.size() > MOST_RUNNING) {
      line(text, palette, "", "and " + Words.number(running.size() - MOST_RUNNING) + " more");
    }
    StatusText.appendTime(text, palette, list, now);
    if (problem != null) {
      line(text, palette, "No answer", Words.safe(problem));
    }
    text.append('\n');
    where.lines().forEach(each -> text.append(palette.faint(each)).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, Palette palette, String what, String value) {
    StatusText.appendLine(text, palette, what, value);
  }

  /**
   * Writes it as one JSON object in UTF-8, with a newline at its end; leaves the stream open. Its
   * keys and their order are a promise; what is not known is left out, but for the first eight.
   *
   * @throws IOException if the stream does not take it
   */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      json.writeStartObject();
      StatusJson.described(json, list);
      if (datasets != null) {
        json.writeNumberField("datasets", datasets);
        json.writeNumberField("passed_datasets", over.passed());
        json.writeNumberField("warning_datasets", over.warning());
        json.writeNumberField("failed_datasets", over.failed());
        json.writeNumberField("error_datasets", over.error());
        json.writeNumberField("skipped_datasets", over.skipped());
        json.writeArrayFieldStart("running");
        for (Running each : running) {
          json.writeStartObject();
          json.writeNumberField("index", each.index());
          json.writeStringField("dataset", each.dataset());
          json.writeStringField("workflow_id", each.workflowId());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      if (status != null) {
        json.writeStringField("status", status.name());
      }
      if (problem != null) {
        json.writeStringField("problem", problem);
      }
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }
}
