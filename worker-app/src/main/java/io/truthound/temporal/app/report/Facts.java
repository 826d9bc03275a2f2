package io.truthound.temporal.app.report;

import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every report says of a batch before all else, in the order in which it is said. */
public final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  private Facts() {}

  public static Map<String, String> of(CheckResult result, Palette palette) {
    Facts facts = new Facts();
    facts.facts.put("Rows", rows(result));
    facts.facts.put(
        "Chunks", Words.number(result.totalChunks()) + ": " + Words.counts(result.chunks()));
    facts.course(result);
    facts.ended(result);
    return facts.facts;
  }

  public static Map<String, String> of(ProfileResult result, Palette palette) {
    Facts facts = new Facts();
    String lacking = "; " + Words.number(result.rows()) + " of them are told of here";
    facts.facts.put(
        "Rows", rows(result) + (result.succeeded() ? "" : palette.of(Status.ERROR, lacking)));
    facts.course(result);
    facts.malformed(result.malformed());
    facts.ended(result);
    return facts.facts;
  }

  public static Map<String, String> of(LearnResult result, Palette palette) {
    Facts facts = new Facts();
    boolean all = result.rows() == result.dataset().rows();
    String lacking = "; learned from " + Words.number(result.rows()) + " of them";
    facts.facts.put("Rows", rows(result) + (all ? "" : palette.of(Status.ERROR, lacking)));
    facts.facts.put(
        "Rules", Words.number(result.rules().size()) + ", with how likely the next row keeps them");
    facts.course(result);
    facts.malformed(result.malformed());
    facts.ended(result);
    String reason = result.failureMessage();
    if (result.ended() == Ended.COMPLETED && reason != null) {
      facts.facts.put("Lacking", palette.of(Status.ERROR, Words.safe(reason)));
    }
    return facts.facts;
  }

  private static String rows(ScanOutcome result) {
    return Words.number(result.dataset().rows())
        + " in "
        + Words.counted(result.dataset().sources(), "file")
        + ", "
        + Words.bytes(result.dataset().bytes());
  }

  private void course(ScanOutcome result) {
    facts.put("Time", Words.seconds(result.duration()));
    if (result.reusedSlices() > 0) {
      facts.put("Reused", Words.counted(result.reusedSlices(), "slice") + " of the batch before");
    }
  }

  private void malformed(long records) {
    if (records > 0) {
      facts.put("Malformed", Words.counted(records, "record") + " in no column");
    }
  }

  private void ended(ScanOutcome result) {
    if (result.ended() != Ended.COMPLETED) {
      String reason = result.failureMessage();
      facts.put("Ended", result.ended().text() + (reason == null ? "" : ": " + Words.safe(reason)));
    }
  }
}
