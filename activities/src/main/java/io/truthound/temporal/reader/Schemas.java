package io.truthound.temporal.reader;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.Widening;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.reader.TypedProbe.FileColumn;
import io.truthound.temporal.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one schema of several sources: columns by name, in any order. */
public final class Schemas {
  private Schemas() {}

  /**
   * Returns the names of all columns, in the order in which the sources have them.
   *
   * @throws RefusedException if a source lacks a column of another, unless the dataset allows that;
   *     names both files and the columns
   */
  public static List<String> names(List<? extends SourceProbe> probes, Dataset dataset)
      throws RefusedException {
    SourceProbe first = probes.get(0);
    Set<String> all = new LinkedHashSet<>(first.columnNames());
    for (SourceProbe other : probes) {
      if (!dataset.allowMissing()) {
        requireAll(first, other);
        requireAll(other, first);
      }
      all.addAll(other.columnNames());
    }
    return List.copyOf(all);
  }

  /**
   * Returns the columns of sources that have types: each of the narrowest type that holds the
   * values of all of them. One to which no source gives a type has the one that the rules need.
   *
   * @throws RefusedException if a source lacks a column and may not, or no type holds a column's
   *     values; names two files
   */
  public static List<Column> widened(
      List<? extends TypedProbe> probes, Dataset dataset, List<Rule> rules)
      throws RefusedException {
    List<Column> columns = new ArrayList<>();
    List<Integer> valueless = new ArrayList<>();
    for (String name : names(probes, dataset)) {
      boolean nullable = false;
      Map<DataType, String> types = new LinkedHashMap<>();
      for (TypedProbe probe : probes) {
        FileColumn here = probe.columns().get(name);
        DataType type = here == null ? null : here.type();
        nullable |= here == null || here.nullable() || type == null;
        if (type != null) {
          types.putIfAbsent(type, probe.named());
        }
      }
      DataType type = widened(name, types);
      if (type == null) {
        valueless.add(columns.size());
      }
      columns.add(new Column(name, type == null ? DataType.of(Kind.STRING) : type, nullable));
    }
    return NeededTypes.of(columns, valueless, rules);
  }

  /** Returns the type that holds all; null where there is none to hold. */
  private static @Nullable DataType widened(String column, Map<DataType, String> types)
      throws RefusedException {
    DataType widest = null;
    for (DataType type : types.keySet()) {
      Optional<DataType> both = widest == null ? Optional.of(type) : Widening.of(widest, type);
      if (both.isEmpty()) {
        throw unlike(column, type, types);
      }
      widest = both.get();
    }
    return widest;
  }

  /** Names the first file whose type does not go with another's: no wider one stands in any. */
  private static RefusedException unlike(
      String column, DataType type, Map<DataType, String> types) {
    DataType other =
        types.keySet().stream()
            .filter(earlier -> Widening.of(earlier, type).isEmpty())
            .findFirst()
            .orElseThrow();
    return new RefusedException(
        FailureTypes.SCHEMA_MISMATCH,
        "Column \"%s\" is %s in %s and %s in %s"
            .formatted(column, other.text(), types.get(other), type.text(), types.get(type)));
  }

  private static void requireAll(SourceProbe has, SourceProbe lacks) throws RefusedException {
    Set<String> missing = new LinkedHashSet<>(has.columnNames());
    lacks.columnNames().forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new RefusedException(
          FailureTypes.SCHEMA_MISMATCH,
          ("%s has no column %s, which %s has (its columns: %s; a dataset that allows missing"
                  + " columns has null there)")
              .formatted(
                  lacks.named(),
                  quoted(missing),
                  has.named(),
                  String.join(", ", lacks.columnNames())));
    }
  }

  private static String quoted(Set<String> names) {
    return String.join(", ", names.stream().map(name -> '"' + name + '"').toList());
  }
}
