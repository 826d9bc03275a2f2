package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DeclaredColumn;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.TextEncoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how text is read. */
final class TextOptions {
  @Option(
      names = "--delimiter",
      paramLabel = "CHARACTER",
      description =
          "Between the fields of CSV; tab is one. Default: the one of , ; tab | that fits.")
  private @Nullable String delimiter;

  @Option(
      names = "--quote",
      paramLabel = "CHARACTER",
      description = "Around fields of CSV. Default: the double quote.")
  private @Nullable String quote;

  @Option(
      names = "--null",
      paramLabel = "TEXT",
      description = "A field of CSV that stands for null beside the empty one. Repeatable.")
  private List<String> nulls = new ArrayList<>();

  @Option(
      names = "--header",
      negatable = true,
      description =
          "Whether the first record of CSV names the columns. Default: not where it has values"
              + " alone.")
  private @Nullable Boolean header;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "utf-8, latin-1, windows-1252, utf-16, utf-16le or utf-16be. Default: by the byte order"
              + " mark, else utf-8.")
  private @Nullable String encoding;

  @Option(
      names = "--date-format",
      paramLabel = "FORMAT",
      description =
          "How CSV writes dates, such as %%d.%%m.%%Y. Repeatable: the first that fits. Default:"
              + " %%Y-%%m-%%d.")
  private List<String> dateFormats = new ArrayList<>();

  @Option(
      names = "--timestamp-format",
      paramLabel = "FORMAT",
      description = "How CSV writes timestamps, such as %%d.%%m.%%Y %%H:%%M. Repeatable.")
  private List<String> timestampFormats = new ArrayList<>();

  @Option(
      names = "--column",
      paramLabel = "NAME=TYPE",
      description =
          "The type of a column of text; what is none of it breaks convertible with severity error."
              + " Without a header all columns, in order. Repeatable. Default: inferred.")
  private List<String> columns = new ArrayList<>();

  ReaderOptions options() {
    return new ReaderOptions(
        delimiter,
        quote,
        header,
        encoding == null ? null : TextEncoding.parse(encoding),
        nulls,
        dateFormats,
        timestampFormats,
        columns.stream().map(TextOptions::column).toList());
  }

  private static DeclaredColumn column(String given) {
    int equals = given.lastIndexOf('=');
    if (equals < 1) {
      throw new InvalidRequestException(
          "Invalid --column: \"" + given + "\" (allowed: NAME=TYPE, such as id=int64)");
    }
    return new DeclaredColumn(
        given.substring(0, equals), DataType.parse(given.substring(equals + 1)));
  }
}
