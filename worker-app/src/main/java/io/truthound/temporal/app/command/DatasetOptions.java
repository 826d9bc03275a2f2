package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Says what a dataset is called and how it is read. */
class DatasetOptions {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the dataset. Default: DATA as given.")
  @Nullable String name;

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

  /**
   * Returns the dataset of these URIs.
   *
   * @throws InvalidRequestException if it cannot be one
   */
  Dataset dataset(List<String> uris) {
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
