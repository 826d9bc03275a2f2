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

  @ArgGroup(validate = false, order = 0, heading = "%nHow text is read (else detected):%n")
  private TextOptions text = new TextOptions();

  Dataset dataset() {
    try {
      return new Dataset(
          name,
          data,
          format == null ? null : Choices.of("--input-format", format, DatasetFormat.class),
          allowMissing,
          text.options());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e);
    }
  }
}
