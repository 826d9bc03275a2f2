package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.KeyTypes;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.ColumnNames;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.ReferringRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.ObjectStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds, pins and probes the other datasets that rules name, and holds the rules against them. */
final class References {
  private final SourceReaders readers;
  private final ObjectStores stores;
  private final SourcesAtHand hand;
  private final ScanWatch watch;
  private final Map<Dataset, Probed> probed = new LinkedHashMap<>();

  References(SourceReaders readers, ObjectStores stores, SourcesAtHand hand, ScanWatch watch) {
    this.readers = readers;
    this.stores = stores;
    this.hand = hand;
    this.watch = watch;
  }

  /**
   * The other dataset of a rule, not written yet.
   *
   * @param rule the rule's index
   * @param slices one for each source that has rows
   */
  record DraftReference(int rule, Probed dataset, List<Slice> slices) {
    long rows() {
      return dataset.rows();
    }
  }

  /** A dataset that was looked at. */
  record Probed(
      DatasetFormat format,
      @Nullable Reading reading,
      List<Column> columns,
      List<Source> sources,
      List<List<Block>> blocks) {
    long rows() {
      return sources.stream().mapToLong(Source::rows).sum();
    }
  }

  /**
   * Plans the references of rules that are not decided.
   *
   * @param columns the columns of the dataset that is checked
   * @param rows how many rows it has
   * @throws RefusedException naming the rule, if its reference cannot be found or compared with
   */
  List<DraftReference> plan(
      RuleSet rules, List<DecidedRule> decided, List<Column> columns, long rows)
      throws RefusedException, IOException, ScanCancelledException {
    List<Integer> known = decided.stream().map(DecidedRule::rule).toList();
    List<DraftReference> drafts = new ArrayList<>();
    for (int index = 0; index < rules.rules().size(); index++) {
      if (rules.rules().get(index) instanceof ReferringRule rule && !known.contains(index)) {
        drafts.add(draft(index, rule, columns, rows));
      }
    }
    return drafts;
  }

  private DraftReference draft(int index, ReferringRule rule, List<Column> columns, long rows)
      throws RefusedException, IOException, ScanCancelledException {
    Probed found;
    try {
      found = probed(rule.referenced());
    } catch (RefusedException e) {
      throw refused(index, rule, "its reference: " + e.getMessage());
    }
    if (!(rule instanceof ReferentialIntegrity keys)) {
      return new DraftReference(index, found, List.of());
    }
    for (int at = 0; at < keys.columns().size(); at++) {
      Column own = column(columns, keys.columns().get(at));
      Column other = referenceColumn(index, keys, found, keys.effectiveReferenceColumns().get(at));
      boolean compares = KeyTypes.common(own.type(), other.type()).isPresent();
      // Without rows nothing says what type a column of text has.
      boolean compared = rows > 0 && found.rows() > 0;
      if (other.type().kind() == DataType.Kind.OTHER || (compared && !compares)) {
        throw refused(
            index,
            rule,
            "column \"%s\" is %s and column \"%s\" of the reference is %s cannot be compared"
                .formatted(own.name(), own.type(), other.name(), other.type()));
      }
    }
    return new DraftReference(index, found, slices(found));
  }

  private static Column column(List<Column> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No column " + name));
  }

  private static Column referenceColumn(int index, ReferringRule rule, Probed found, String name)
      throws RefusedException {
    List<String> names = found.columns.stream().map(Column::name).toList();
    if (!names.contains(name)) {
      throw refused(
          index,
          rule,
          "unknown column \"%s\" of the reference (%s)"
              .formatted(name, ColumnNames.told(name, names, ColumnNames.SOME)));
    }
    return column(found.columns, name);
  }

  private Probed probed(Dataset dataset)
      throws RefusedException, IOException, ScanCancelledException {
    Probed before = probed.get(dataset);
    if (before != null) {
      return before;
    }
    // No rule says how a reference's text is to be read.
    Survey survey = Survey.of(dataset, List.of(), readers, stores, hand, watch);
    List<List<Block>> blocks = survey.blocks(List.of(), watch);
    Probed now =
        new Probed(
            survey.open().reader().format(),
            survey.open().reading(),
            survey.columns(),
            survey.pinned(blocks),
            blocks);
    probed.put(dataset, now);
    return now;
  }

  private static List<Slice> slices(Probed found) {
    List<Slice> slices = new ArrayList<>();
    for (int source = 0; source < found.blocks.size(); source++) {
      if (!found.blocks.get(source).isEmpty()) {
        Segment whole = new Segment(source, 0, found.blocks.get(source), null);
        slices.add(new Slice(slices.size(), List.of(whole)));
      }
    }
    return slices;
  }

  private static RefusedException refused(int index, Rule rule, String why) {
    return new RefusedException(
        FailureTypes.RULES_REFUSED, "Invalid rule %d (%s): %s".formatted(index, rule.type(), why));
  }
}
