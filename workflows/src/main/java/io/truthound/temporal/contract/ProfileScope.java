package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Says what of a dataset is profiled.
 *
 * @param columns names of the columns; empty for all
 * @param correlations whether numeric columns are held against each other, two by two
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProfileScope(List<String> columns, boolean correlations) {
  /** Every column, and no correlations. */
  public static final ProfileScope ALL = new ProfileScope(List.of(), false);

  public ProfileScope {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }

  /** Returns the same for these columns alone; for all where there are none. */
  public ProfileScope withColumns(List<String> columns) {
    return new ProfileScope(columns, correlations);
  }

  /** Returns the same with or without correlations. */
  public ProfileScope withCorrelations(boolean correlations) {
    return new ProfileScope(columns, correlations);
  }
}
