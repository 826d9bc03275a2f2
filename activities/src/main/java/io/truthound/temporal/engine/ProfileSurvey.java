package io.truthound.temporal.engine;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine looks at before it plans a profile.
 *
 * @param format how the bytes are read
 * @param reading how text is read; null where the format leaves nothing open
 * @param schema all columns of the dataset
 * @param columns the columns to profile, in schema order
 * @param correlations whether numeric columns are held against each other
 * @param source the first source with rows; null where none has any
 * @param first its first block; null where there is no source
 */
public record ProfileSurvey(
    DatasetFormat format,
    @Nullable Reading reading,
    List<Column> schema,
    List<Column> columns,
    boolean correlations,
    @Nullable Source source,
    @Nullable Segment first) {
  public ProfileSurvey {
    schema = List.copyOf(schema);
    columns = List.copyOf(columns);
  }
}
