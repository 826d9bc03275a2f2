package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What planning settles of a profile: which columns, and what the first block says of them.
 *
 * @param columns the columns to profile, in schema order
 * @param correlations whether numeric columns are held against each other
 * @param learns whether rules are learned, which tell of values
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProfilePlan(
    List<ProfiledColumn> columns,
    boolean correlations,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean learns) {
  public ProfilePlan {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }

  /** Creates what is profiled and not learned from. */
  public ProfilePlan(List<ProfiledColumn> columns, boolean correlations) {
    this(columns, correlations, false);
  }

  /** Returns the same to learn from. */
  public ProfilePlan learning() {
    return new ProfilePlan(columns, correlations, true);
  }

  /** Returns the columns' names. */
  public List<String> names() {
    return columns.stream().map(ProfiledColumn::name).toList();
  }

  /**
   * A column to profile.
   *
   * @param name its name
   * @param many whether the first block has more different values than are counted each: then no
   *     slice tries to
   * @param highestHash no hash above it can be among the lowest that tell how many values are
   *     distinct, since the first block has enough at or below it; null where it has not
   * @param centre a number near the column's, which products are made from; null where none are
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProfiledColumn(
      String name, boolean many, @Nullable Long highestHash, @Nullable String centre) {}
}
