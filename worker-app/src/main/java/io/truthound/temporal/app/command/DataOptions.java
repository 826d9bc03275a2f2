package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names the data. */
final class DataOptions extends DatasetOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "DATA",
      description = "Files, folders and globs (quote them): together one dataset.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--each",
      description =
          "Every DATA is a dataset of its own, with a batch and a result of its own; --fail-fast and"
              + " --timeout are of all together. Default: all are one.")
  private boolean each;

  /** Says whether every DATA is a dataset of its own. */
  boolean each() {
    return each;
  }

  /** Returns the only dataset, or with {@code --each} one for every DATA. */
  List<Dataset> datasets() {
    if (!each) {
      return List.of(dataset(data));
    }
    if (name != null) {
      throw new InvalidRequestException(
          "--name names one dataset: with --each every DATA is called as given");
    }
    return data.stream().map(uri -> dataset(List.of(uri))).toList();
  }

  /**
   * Returns the only dataset.
   *
   * @throws InvalidRequestException if there is one for every DATA
   */
  Dataset dataset(String command) {
    if (each) {
      throw new InvalidRequestException(
          "--each is not for " + command + ": call it for every DATA by itself");
    }
    return dataset(data);
  }
}
