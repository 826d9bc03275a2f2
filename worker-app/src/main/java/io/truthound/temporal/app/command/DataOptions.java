package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names the data. */
final class DataOptions {
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

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the dataset. Default: DATA as given.")
  private @Nullable String name;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description = "parquet, csv, ndjson or arrow. Default: by the ending of each file's name.")
  private @Nullable String format;

  @Option(
      names = "--allow-missing",
      description =
          "Let files lack columns that others have: their rows are null there. Default: refuse.")
  private boolean allowMissing;

  @Option(
      names = "--shared-files",
      description =
          "All workers have the same files by the same paths. Default: local files are read on the"
              + " machine that plans with them.")
  private boolean sharedFiles;

  @ArgGroup(validate = false, order = 0, heading = "%nHow text is read (else detected):%n")
  private TextOptions text = new TextOptions();

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

  private Dataset dataset(List<String> uris) {
    try {
      return new Dataset(
          name,
          uris,
          format == null ? null : Choices.of("--input-format", format, DatasetFormat.class),
          allowMissing,
          text.options(),
          sharedFiles);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e);
    }
  }
}
