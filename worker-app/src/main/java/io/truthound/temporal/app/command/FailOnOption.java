package io.truthound.temporal.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Says from which verdict on the process tells the shell that the data broke a rule. */
final class FailOnOption {
  @Option(
      names = "--fail-on",
      paramLabel = "STATUS",
      description = "failed or warning: from which status on to exit with 1. Default: failed.")
  private String failOn = "failed";

  /** Says whether a warning is enough. */
  boolean warning() {
    Map<String, Boolean> allowed = new LinkedHashMap<>();
    allowed.put("failed", false);
    allowed.put("warning", true);
    return Choices.of("--fail-on", failOn, allowed);
  }
}
