package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Writes reports. */
@ActivityInterface
public interface ReportActivities {

  /** Gathers failing rows and errors in plan order and writes the report, once per batch. */
  @ActivityMethod(name = WireNames.REPORT)
  ReportSummary report(ReportTask task);
}
