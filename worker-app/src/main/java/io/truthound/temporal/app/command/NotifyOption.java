package io.truthound.temporal.app.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Names whom workers tell of batches. */
final class NotifyOption {
  @Option(
      names = "--notify",
      paramLabel = "CHANNEL",
      description =
          "Have workers tell this channel when the batch is over: one of their --channels, which says"
              + " of what it wants to hear. Repeatable.")
  private List<String> channels = new ArrayList<>();

  boolean any() {
    return !channels.isEmpty();
  }

  String[] channels() {
    return channels.stream()
        .map(channel -> Names.required("--notify", channel))
        .toArray(String[]::new);
  }
}
