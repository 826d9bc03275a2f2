package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.duckdb.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says how values are written as text, where a user may say so, as SQL.
 *
 * @param nulls texts that stand for null
 * @param dates formats of dates, the first that fits; none is {@code 2024-02-29}
 * @param timestamps formats of timestamps; dates are timestamps, too
 */
public record TextForms(List<String> nulls, List<String> dates, List<String> timestamps) {
  /** Nothing but what {@link TextValues} says. */
  public static final TextForms USUAL = new TextForms(List.of(), List.of(), List.of());

  public TextForms {
    nulls = List.copyOf(nulls);
    dates = List.copyOf(dates);
    timestamps = List.copyOf(timestamps);
  }

  public static TextForms of(ReaderOptions options) {
    return new TextForms(options.nulls(), options.dateFormats(), options.timestampFormats());
  }

  /** Returns the text of a field, null where it stands for null. */
  public String present(String field) {
    return nulls.isEmpty()
        ? field
        : "CASE WHEN %s IN (%s) THEN NULL ELSE %s END".formatted(field, list(nulls), field);
  }

  /** Returns the value of text, null where it is none of the type. */
  public String value(String text, DataType type) {
    if (type.kind() == Kind.DATE && !dates.isEmpty()) {
      return "CAST(" + parsed(text, dates) + " AS DATE)";
    }
    if (type.kind() == Kind.TIMESTAMP && !(dates.isEmpty() && timestamps.isEmpty())) {
      String moment =
          timestamps.isEmpty() ? TextValues.value(text, type) : parsed(text, timestamps);
      return dates.isEmpty() ? moment : "coalesce(" + moment + ", " + parsed(text, dates) + ")";
    }
    return TextValues.value(text, type);
  }

  /** The same for inferring a type: numbers with leading zeros are codes. */
  public String strictly(String text, Kind kind) {
    boolean usual =
        switch (kind) {
          case DATE -> dates.isEmpty();
          case TIMESTAMP -> dates.isEmpty() && timestamps.isEmpty();
          default -> true;
        };
    return usual ? TextValues.strictly(text, kind) : value(text, DataType.of(kind));
  }

  private static String parsed(String text, List<String> formats) {
    return "try_strptime(" + text + ", [" + list(formats) + "])";
  }

  private static String list(List<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", "));
  }
}
