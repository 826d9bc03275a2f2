package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sources of one format. Safe for use by many threads. */
public interface SourceReader {
  /** More than a header line can have: every reader of text looks at the first bytes. */
  long TEXT_HEAD = 4L << 20;

  DatasetFormat format();

  /** Returns the endings of file names that mean this format, in lower case, with their dot. */
  List<String> endings();

  /** Says whether its files are text, which may also lie compressed as a whole. */
  boolean text();

  /**
   * Tells what is open about how text is read by a dataset's first file; null where the format
   * leaves nothing open.
   *
   * @throws RefusedException if the options do not go with the format or with each other
   */
  @Nullable Reading detect(SourceFile first, ReaderOptions given, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException;

  /** Returns the reader of text that is read so; options that were detected leave nothing open. */
  SourceReader with(ReaderOptions options);

  /**
   * Looks at a source without reading more of it than planning needs.
   *
   * @throws RefusedException if its bytes are not of this format; the message names the file
   * @throws IOException if it cannot be read
   */
  SourceProbe probe(SourceFile file, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException;

  /**
   * Looks at several sources, like {@link #probe(SourceFile, ScanWatch)} at one; for less than one
   * by one where the format can.
   *
   * @return a probe of each, in their order
   */
  default List<SourceProbe> probe(List<SourceFile> files, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    List<SourceProbe> probes = new ArrayList<>();
    for (SourceFile file : files) {
      probes.add(probe(file, watch));
    }
    return probes;
  }

  /**
   * Returns the blocks of several sources, like {@link SourceProbe#blocks} those of one.
   *
   * @param probes of this reader
   * @return the blocks of each, in their order
   */
  default List<List<Block>> blocks(List<SourceProbe> probes, List<String> needed, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    List<List<Block>> blocks = new ArrayList<>();
    for (SourceProbe probe : probes) {
      blocks.add(probe.blocks(needed));
    }
    return blocks;
  }

  /**
   * Returns what several sources say of the values in their blocks: nothing, where the format or
   * the source has no statistics.
   *
   * @param probes of this reader
   * @param columns the columns that are asked about
   * @return the blocks of each that any of these columns is told of, in row order
   */
  default List<List<BlockStatistics>> statistics(
      List<SourceProbe> probes, Set<String> columns, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return Collections.nCopies(probes.size(), List.of());
  }

  /**
   * Returns the one schema of several sources.
   *
   * @param probes at least one, in plan order
   * @param dataset says whether columns may be missing
   * @param rules may say how a format without types is to be read
   * @throws RefusedException if they cannot be one dataset; the message names two files
   */
  List<Column> schema(List<SourceProbe> probes, Dataset dataset, List<Rule> rules)
      throws RefusedException;

  /**
   * Returns the rules that a format adds to the user's: about text that is no row, or no value.
   *
   * @param columns the dataset's schema
   * @param needed the columns that rules read, in schema order
   */
  List<Rule> implicitRules(List<Column> columns, List<String> needed);

  /**
   * Says whether DuckDB reads sources where they lie: then what {@link #open} returns needs no
   * scratch folder and stays valid after it is closed.
   */
  default boolean readsInPlace() {
    return false;
  }

  /**
   * Brings the bytes that {@link #open} reads of blocks, and queries over what it returns. Text is
   * brought with its first bytes, where its header is.
   *
   * @param columns those that are read; ones that the source lacks are left out
   * @throws IOException if they cannot be had, or what was brought does not say which they are
   */
  default void bring(SourceFile file, Segment segment, List<String> columns, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<Block> blocks = segment.blocks();
    Block last = blocks.get(blocks.size() - 1);
    file.bring(
        List.of(
            new ByteRange(0, TEXT_HEAD),
            ByteRange.between(blocks.get(0).offset(), last.offset() + last.bytes())),
        watch);
  }

  /**
   * Opens blocks of a source as a relation.
   *
   * @param file the source
   * @param segment the blocks
   * @param columns those of the dataset's columns that are read and of which the source has values,
   *     in the dataset's order, with the types that the source gives them
   * @param scratch a folder of this piece of work alone for what must be rewritten; an earlier one
   *     may have left files in it
   * @throws IOException if infrastructure fails
   */
  OpenSource open(Path file, Segment segment, List<Column> columns, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException;

  /**
   * Opens whole sources as one relation; nothing where the format cannot, or their columns' names
   * do not allow it. It needs no scratch folder.
   *
   * @param files at least one
   * @param all the dataset's columns
   */
  default Optional<OpenFiles> openFiles(List<Path> files, List<Column> all) {
    return Optional.empty();
  }
}
