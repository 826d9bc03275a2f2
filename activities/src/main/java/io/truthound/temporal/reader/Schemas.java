package io.truthound.temporal.reader;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.engine.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks that sources have the same columns by name, in any order. */
public final class Schemas {
  private Schemas() {}

  /**
   * Refuses a source that lacks a column of another.
   *
   * @throws RefusedException naming both files and the columns
   */
  public static void requireSameNames(List<SourceProbe> probes) throws RefusedException {
    SourceProbe first = probes.get(0);
    for (SourceProbe other : probes) {
      requireAll(first, other);
      requireAll(other, first);
    }
  }

  /** Refuses a column that has two types. */
  public static RefusedException otherType(
      String column, DataType type, Path file, DataType otherType, Path other) {
    return new RefusedException(
        FailureTypes.SCHEMA_MISMATCH,
        "Column \"%s\" is %s in %s and %s in %s"
            .formatted(column, type.text(), file, otherType.text(), other));
  }

  private static void requireAll(SourceProbe has, SourceProbe lacks) throws RefusedException {
    List<String> missing = new ArrayList<>(has.columnNames());
    missing.removeAll(lacks.columnNames());
    if (!missing.isEmpty()) {
      throw new RefusedException(
          FailureTypes.SCHEMA_MISMATCH,
          "%s has no column %s, which %s has (its columns: %s)"
              .formatted(
                  lacks.file(),
                  quoted(missing),
                  has.file(),
                  String.join(", ", lacks.columnNames())));
    }
  }

  private static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(name -> '"' + name + '"').toList());
  }
}
