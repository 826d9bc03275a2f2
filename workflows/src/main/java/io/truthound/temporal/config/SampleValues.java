package io.truthound.temporal.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what is shown of values that stood in rows: those of failing rows and their keys, the lowest
 * and highest value that a rule or a profile finds, its quantiles and most frequent values.
 *
 * @param others what is shown of columns that are not named
 * @param columns what is shown of others, by their names
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SampleValues(
    Showing others, @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Showing> columns) {
  /** Everything is shown. */
  public static final SampleValues FULL = all(Showing.FULL);

  /** The shape of every value is shown. */
  public static final SampleValues MASKED = all(Showing.MASKED);

  /** No value is shown. */
  public static final SampleValues NONE = all(Showing.NONE);

  public SampleValues {
    others = others == null ? Showing.FULL : others;
    Map<String, Showing> named = new TreeMap<>();
    if (columns != null) {
      columns.forEach(
          (column, showing) -> {
            if (column.isEmpty() || showing == null) {
              throw new IllegalArgumentException(
                  "Invalid sampleValues: column=\"" + column + "\", showing=" + showing);
            }
            named.put(column, showing);
          });
    }
    columns = Collections.unmodifiableMap(named);
  }

  /** Shows the same of every column. */
  public static SampleValues all(Showing showing) {
    return new SampleValues(showing, Collections.emptyMap());
  }

  /** Returns the same with what is shown of one column. */
  public SampleValues with(String column, Showing showing) {
    Map<String, Showing> named = new TreeMap<>(columns);
    named.put(column, showing);
    return new SampleValues(others, named);
  }

  /** Returns the same with what is shown of columns that are not named. */
  public SampleValues withOthers(Showing showing) {
    return new SampleValues(showing, columns);
  }

  /** Returns what is shown of a column. */
  public Showing of(String column) {
    return columns.getOrDefault(column, others);
  }

  /** Returns what is shown of that which has something of every column. */
  public Showing strictest() {
    return columns.values().stream().reduce(others, Showing::stricter);
  }

  /** Says whether everything is shown of every column. */
  public boolean hidesNothing() {
    return strictest() == Showing.FULL;
  }

  /** Returns what both allow: of each column what shows less. */
  public SampleValues stricter(SampleValues other) {
    Map<String, Showing> named = new TreeMap<>();
    for (String column : columns.keySet()) {
      named.put(column, of(column).stricter(other.of(column)));
    }
    for (String column : other.columns.keySet()) {
      named.put(column, of(column).stricter(other.of(column)));
    }
    return new SampleValues(others.stricter(other.others), named);
  }

  /** Returns what shows the same of these columns, and names no others. */
  public SampleValues among(Collection<String> present) {
    Map<String, Showing> named = new TreeMap<>(columns);
    named.entrySet().removeIf(each -> !present.contains(each.getKey()));
    named.values().removeIf(showing -> showing == others);
    return new SampleValues(others, named);
  }

  /** Returns as much as {@code MASKED, id=FULL}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(others.name());
    columns.forEach(
        (column, showing) -> text.append(", ").append(column).append('=').append(showing));
    return text.toString();
  }

  /** Has JSON leave out what says that everything is shown, as it was before there was a choice. */
  public static final class LeftOut {
    @Override
    public boolean equals(@Nullable Object value) {
      return FULL.equals(value);
    }

    @Override
    public int hashCode() {
      return FULL.hashCode();
    }
  }
}
