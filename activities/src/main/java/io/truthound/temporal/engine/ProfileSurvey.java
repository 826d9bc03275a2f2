package io.truthound.temporal.engine;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine looks at before it plans a profile.
 *
 * @param format how the bytes are read
 * @param columns the columns to profile, in schema order
 * @param correlations whether numeric columns are held against each other
 * @param source the first source with rows; null where none has any
 * @param first its first block; null where there is no source
 */
public record ProfileSurvey(
    DatasetFormat format,
    List<Column> columns,
    boolean correlations,
    @Nullable Source source,
    @Nullable Segment first) {
  public ProfileSurvey {
    columns = List.copyOf(columns);
  }
}
