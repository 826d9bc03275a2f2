package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.ScanOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the answers of several datasets as an array of what single runs print, in list order. */
public final class ListJson {
  private final JsonGenerator json;
  private final Consumer<String> onProblem;

  private ListJson(JsonGenerator json, Consumer<String> onProblem) {
    this.json = json;
    this.onProblem = onProblem;
  }

  /**
   * Writes answers as UTF-8, with a newline at the end; leaves the stream open.
   *
   * @param operation what was done with each
   * @param onProblem hears what is missing and why
   * @throws IOException if the stream does not take it
   */
  public static void write(
      BatchResult result, Operation operation, Consumer<String> onProblem, OutputStream out)
      throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      ListJson list = new ListJson(json, onProblem);
      json.writeStartArray();
      for (DatasetResult element : result.results()) {
        list.write(Unanswered.orAnswer(element, operation, result.ended()));
      }
      json.writeEndArray();
    }
    out.write('\n');
    out.flush();
  }

  private void write(ScanOutcome outcome) throws IOException {
    if (outcome instanceof CheckResult check) {
      FullReport full = FullReport.of(check);
      say(full.problem());
      CheckJson.write(full.result(), json);
    } else if (outcome instanceof ProfileResult profile) {
      FullProfile full = FullProfile.of(profile);
      say(full.problem());
      ProfileJson.write(full.result(), json);
    } else {
      LearnJson.write((LearnResult) outcome, json);
    }
  }

  private void say(@Nullable String problem) {
    if (problem != null) {
      onProblem.accept(problem);
    }
  }
}
