package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.engine.KeyEngine.Keys;
import io.truthound.temporal.engine.KeyTypes;
import io.truthound.temporal.plan.Reference;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read and compared for a rule about keys.
 *
 * @param own the dataset that is checked
 * @param ownKeys its keys
 * @param reference the other dataset; null where the rule names none
 * @param referenceKeys the other's keys, of the same types; the dataset's own where there is none
 */
record KeyWork(KeySide own, KeySql ownKeys, @Nullable KeySide reference, KeySql referenceKeys) {

  static KeyWork of(Keys keys, long hashes) {
    Rule rule = keys.plan().rules().get(keys.rule());
    List<Column> columns = keys.plan().columns();
    KeySide own = KeySide.of(keys.plan().format(), keys.plan().reading(), columns, keys.parts());
    Reference other = keys.reference().orElse(null);
    if (other == null || !(rule instanceof ReferentialIntegrity integrity)) {
      KeySql sql = new KeySql(rule.columns(), types(columns, rule.columns()), hashes);
      return new KeyWork(own, sql, null, sql);
    }
    List<String> names = integrity.effectiveReferenceColumns();
    List<DataType> types = common(types(columns, rule.columns()), types(other.columns(), names));
    return new KeyWork(
        own,
        new KeySql(rule.columns(), types, hashes),
        KeySide.of(other.format(), other.reading(), other.columns(), keys.referenceParts()),
        new KeySql(names, types, hashes));
  }

  /** Returns the types to compare in; where planning let others pass, one side has no rows. */
  private static List<DataType> common(List<DataType> own, List<DataType> other) {
    List<DataType> types = new ArrayList<>();
    for (int at = 0; at < own.size(); at++) {
      types.add(KeyTypes.common(own.get(at), other.get(at)).orElse(own.get(at)));
    }
    return types;
  }

  private static List<DataType> types(List<Column> columns, List<String> names) {
    return names.stream().map(name -> typeOf(columns, name)).toList();
  }

  private static DataType typeOf(List<Column> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .map(Column::type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The plan has no column " + name));
  }
}
