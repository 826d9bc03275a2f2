package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.ObjectStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A dataset that was looked at.
 *
 * @param open how its files are read
 * @param held the columns that the files hold
 * @param columns those and the columns of folders' names: the dataset's one schema
 * @param before its sources as they were before they were probed
 * @param probes what their reader found
 */
record Survey(
    OpenReading open,
    List<Column> held,
    List<Column> columns,
    Partitions partitions,
    List<Source> before,
    List<SourceProbe> probes) {

  /** Bounds what is held of files that are looked at together; more at once cost less each. */
  private static final int LEAST_AT_ONCE = 64;

  private static final int MOST_AT_ONCE = 640;
  private static final int COLUMNS_AT_ONCE = 20_000;
  private static final long MOST_BYTES_BROUGHT = 256L << 20;

  /**
   * Finds and probes the sources of a dataset.
   *
   * @param rules may say how a format without types is to be read
   * @param hand brings what does not lie on this machine or cannot be read as it lies
   */
  static Survey of(
      Dataset dataset,
      List<Rule> rules,
      SourceReaders readers,
      ObjectStores stores,
      SourcesAtHand hand,
      ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    SourceFinder.Found found = new SourceFinder(readers, stores, hand.allowed()).find(dataset);
    List<Source> before = new ArrayList<>();
    List<SourceProbe> probes = new ArrayList<>();
    OpenReading open = new OpenReading(found.reader(), dataset.effectiveOptions(), hand);
    List<FoundFile> files = found.files();
    while (probes.size() < files.size()) {
      List<FoundFile> some = some(files, probes.size(), atOnce(probes));
      if (open.reader().text()) {
        some = fewBytes(some);
      }
      List<SourceFile> ready = new ArrayList<>();
      for (FoundFile file : some) {
        SourcesAtHand.Ready text = open.ready(file, watch);
        before.add(text.source());
        ready.add(text.file());
      }
      probes.addAll(open.reader().probe(ready, watch));
      if (open.reader().text()) {
        // It was read from its first byte to its last; probes of text look no more.
        for (FoundFile file : some) {
          file.letGo(hand);
        }
      }
      watch.progress(ready.size());
    }
    List<Column> held = open.reader().schema(probes, dataset, rules);
    Partitions partitions = Partitions.of(found.files(), held, dataset, rules);
    return new Survey(open, held, partitions.and(held), partitions, before, probes);
  }

  /** Returns the blocks of each source, for a scan of some columns. */
  List<List<Block>> blocks(List<String> needed, ScanWatch watch)
      throws IOException, RefusedException, ScanCancelledException {
    List<List<Block>> blocks = new ArrayList<>();
    int atOnce = atOnce(probes);
    for (int first = 0; first < probes.size(); first += atOnce) {
      List<SourceProbe> some = some(probes, first, atOnce);
      blocks.addAll(open.reader().blocks(some, needed, watch));
      watch.progress(some.size());
    }
    return blocks;
  }

  /** Returns what each source says of the values in its blocks. */
  List<List<BlockStatistics>> statistics(List<String> needed, ScanWatch watch)
      throws IOException, RefusedException, ScanCancelledException {
    List<List<BlockStatistics>> statistics = new ArrayList<>();
    Set<String> asked = new TreeSet<>(needed);
    asked.retainAll(held.stream().map(Column::name).toList());
    int atOnce = atOnce(probes);
    for (int first = 0; first < probes.size(); first += atOnce) {
      List<SourceProbe> some = some(probes, first, atOnce);
      statistics.addAll(
          asked.isEmpty()
              ? Collections.nCopies(some.size(), List.of())
              : open.reader().statistics(some, asked, watch));
      watch.progress(some.size());
    }
    return statistics;
  }

  /** Pins the sources as they were before they were probed, if they still are so. */
  List<Source> pinned(List<List<Block>> blocks) throws RefusedException, IOException {
    List<Source> sources = new ArrayList<>();
    for (int at = 0; at < probes.size(); at++) {
      List<OwnColumn> own = new ArrayList<>(probes.get(at).own(held));
      own.addAll(partitions.of(at));
      sources.add(Planner.pinned(before.get(at), blocks.get(at), own));
    }
    return sources;
  }

  private static int atOnce(List<SourceProbe> known) {
    if (known.isEmpty()) {
      return LEAST_AT_ONCE;
    }
    int columns = Math.max(1, known.get(0).columnNames().size());
    return Math.max(LEAST_AT_ONCE, Math.min(MOST_AT_ONCE, COLUMNS_AT_ONCE / columns));
  }

  /** Returns the first files of which few bytes must be brought, one at least. */
  private static List<FoundFile> fewBytes(List<FoundFile> files) {
    long bytes = 0;
    for (int at = 0; at < files.size(); at++) {
      bytes += files.get(at).bytesElsewhere();
      if (at > 0 && bytes > MOST_BYTES_BROUGHT) {
        return files.subList(0, at);
      }
    }
    return files;
  }

  private static <T> List<T> some(List<T> all, int first, int atOnce) {
    return all.subList(first, Math.min(all.size(), first + atOnce));
  }
}
