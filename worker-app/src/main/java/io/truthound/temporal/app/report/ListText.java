package io.truthound.temporal.app.report;

import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the answers of several datasets for a person: one after another as single runs print them,
 * and a line that sums them up.
 */
public final class ListText {
  private static final Where SAID_AT_THE_END = new Where(List.of());

  private final Palette palette;

  private ListText(Palette palette) {
    this.palette = palette;
  }

  /**
   * Writes answers as UTF-8; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(BatchResult result, Where where, Palette palette, OutputStream out)
      throws IOException {
    ListText text = new ListText(palette);
    for (DatasetResult element : result.results()) {
      String each = text.of(element) + "\n";
      out.write(each.getBytes(StandardCharsets.UTF_8));
    }
    out.write(text.summary(result, where).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String of(DatasetResult element) {
    BatchOutcome outcome = element.outcome();
    if (outcome instanceof CheckResult check) {
      return CheckText.of(FullReport.of(check), SAID_AT_THE_END, palette);
    }
    if (outcome instanceof ProfileResult profile) {
      return ProfileText.of(FullProfile.of(profile), SAID_AT_THE_END, palette);
    }
    if (outcome instanceof LearnResult learn) {
      return LearnText.of(learn, LearnText.problem(learn), SAID_AT_THE_END, palette);
    }
    return unanswered(element);
  }

  private String unanswered(DatasetResult element) {
    DatasetFailure failure = element.failure();
    String why = failure == null ? "" : "\n" + Words.safe(failure.message()) + "\n";
    return marked(element.status())
        + "  "
        + palette.bold(Words.safe(element.dataset()))
        + "\n"
        + why;
  }

  private String summary(BatchResult result, Where where) {
    StringBuilder text = new StringBuilder();
    text.append(marked(result.status()))
        .append("  ")
        .append(palette.bold(ListWords.datasets(result)))
        .append(ListWords.summary(result))
        .append('\n');
    where.lines().forEach(line -> text.append(palette.faint(line)).append('\n'));
    return text.toString();
  }

  private String marked(Status status) {
    return palette.of(status, palette.bold(Palette.mark(status) + " " + status));
  }
}
