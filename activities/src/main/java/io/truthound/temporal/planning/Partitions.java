package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.reader.TextNeeds;
import io.truthound.temporal.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the names of folders make, as in {@code dt=2026-11-24/region=eu/}. What a file
 * itself holds is never replaced: a folder's name counts only for columns that no file has.
 */
final class Partitions {
  private final List<Column> columns;
  private final List<List<OwnColumn>> values;

  private Partitions(List<Column> columns, List<List<OwnColumn>> values) {
    this.columns = columns;
    this.values = values;
  }

  /**
   * Reads the names of the folders of a dataset's files.
   *
   * @param held the columns that the files hold
   * @throws RefusedException if files have different keys, unless columns may be missing; names two
   *     files
   */
  static Partitions of(List<FoundFile> files, List<Column> held, Dataset dataset, List<Rule> rules)
      throws RefusedException {
    List<Map<String, Optional<String>>> folders = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    for (FoundFile file : files) {
      folders.add(FolderNames.of(file));
      keys.addAll(folders.get(folders.size() - 1).keySet());
      if (!dataset.allowMissing()) {
        requireSame(files, folders);
      }
    }
    held.forEach(column -> keys.remove(column.name()));
    List<Column> columns = new ArrayList<>();
    for (String key : keys) {
      List<Optional<String>> all =
          folders.stream().map(each -> each.getOrDefault(key, Optional.empty())).toList();
      DataType type = TextNeeds.typeOf(key, FolderNames.type(all), rules);
      columns.add(new Column(key, type, all.stream().anyMatch(Optional::isEmpty)));
    }
    return new Partitions(columns, folders.stream().map(each -> own(each, columns)).toList());
  }

  private static List<OwnColumn> own(Map<String, Optional<String>> folder, List<Column> columns) {
    return columns.stream()
        .map(column -> own(column, folder.getOrDefault(column.name(), Optional.empty())))
        .toList();
  }

  private static OwnColumn own(Column column, Optional<String> text) {
    @Nullable String value = text.orElse(null);
    boolean number = value != null && column.type().kind() == Kind.INT64;
    return new OwnColumn(
        column.name(), null, number ? Long.toString(Long.parseLong(value)) : value);
  }

  private static void requireSame(
      List<FoundFile> files, List<Map<String, Optional<String>>> folders) throws RefusedException {
    int last = folders.size() - 1;
    Set<String> first = folders.get(0).keySet();
    Set<String> other = folders.get(last).keySet();
    if (!first.equals(other)) {
      throw new RefusedException(
          FailureTypes.SCHEMA_MISMATCH,
          "%s lies in folders of %s and %s in folders of %s (allowed: the same keys; a dataset that allows missing columns has null there)"
              .formatted(
                  files.get(0).named(), named(first), files.get(last).named(), named(other)));
    }
  }

  private static String named(Set<String> keys) {
    return keys.isEmpty() ? "no key" : String.join(", ", keys);
  }

  /** Returns the columns that files do not hold, in the order in which folders name them. */
  List<Column> columns() {
    return columns;
  }

  /** Returns a file's values of them, by its place among the files. */
  List<OwnColumn> of(int file) {
    return values.get(file);
  }

  /** Returns the columns of files and folders. */
  List<Column> and(List<Column> held) {
    Map<String, Column> all = new LinkedHashMap<>();
    held.forEach(column -> all.put(column.name(), column));
    columns.forEach(column -> all.put(column.name(), column));
    return List.copyOf(all.values());
  }
}
