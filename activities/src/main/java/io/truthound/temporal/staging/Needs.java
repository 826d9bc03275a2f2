package io.truthound.temporal.staging;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Reference;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.SourceReaders;
import java.util.List;

/**
 * What is read of a dataset's sources.
 *
 * @param reader of their format
 * @param columns the columns
 */
public record Needs(SourceReader reader, List<String> columns) {
  public Needs {
    columns = List.copyOf(columns);
  }

  /** Returns what all rules of a plan read of its dataset. */
  public static Needs of(SourceReaders readers, BatchPlan plan) {
    return new Needs(
        readers.reader(plan.format(), plan.reading()),
        plan.readColumns().stream().map(Column::name).toList());
  }

  /** Returns what is read of a dataset that a rule refers to. */
  public static Needs of(SourceReaders readers, Reference reference, List<String> columns) {
    return new Needs(readers.reader(reference.format(), reference.reading()), columns);
  }
}
