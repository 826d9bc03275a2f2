package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.truthound.JointQuery.FileChunk;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenFiles;
import io.truthound.temporal.reader.SegmentDamage;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Counts all rules over small files of a slice together, as a query for each costs twenty times
 * what reading it does. What is out of the ordinary is left to {@link SegmentScan}, file by file.
 */
final class JointScan {
  private static final long SMALL = 1 << 20;

  private final BatchPlan plan;
  private final PlanPart part;
  private final SourceReader reader;
  private final Map<String, DataType> types;
  private final ScanWatch watch;
  private final SliceFindings findings;

  /** The sources of which all rows are counted. */
  private final Set<Integer> counted = new TreeSet<>();

  JointScan(
      BatchPlan plan,
      PlanPart part,
      SourceReader reader,
      Map<String, DataType> types,
      ScanWatch watch,
      SliceFindings findings) {
    this.plan = plan;
    this.part = part;
    this.reader = reader;
    this.types = types;
    this.watch = watch;
    this.findings = findings;
  }

  /**
   * Counts what can be counted together of a slice.
   *
   * @param planned the files that an instance may read
   * @return the indices of the sources that are counted
   * @throws IOException if not the data but the machine is at fault
   */
  Set<Integer> run(Slice slice, DuckDbPool pool, List<Path> planned)
      throws IOException, ScanCancelledException {
    Map<ProvenRules, List<Segment>> alike = new LinkedHashMap<>();
    for (Segment segment : slice.segments()) {
      if (isPlain(segment) && LocalSources.difference(source(segment)) == null) {
        alike.computeIfAbsent(ProvenRules.of(segment), proven -> new ArrayList<>()).add(segment);
      }
    }
    alike.values().removeIf(segments -> segments.size() < 2);
    if (!alike.isEmpty()) {
      try (DuckDbPool.Lease lease = pool.lease(planned)) {
        for (Map.Entry<ProvenRules, List<Segment>> each : alike.entrySet()) {
          count(each.getKey(), each.getValue(), lease.db());
        }
        lease.sound();
      } catch (SQLException e) {
        throw SegmentDamage.infrastructure(source(slice.segments().get(0)), e);
      }
    }
    return counted;
  }

  /** Says whether a segment is a whole small file with the dataset's columns, cut in a grid. */
  private boolean isPlain(Segment segment) {
    Source source = source(segment);
    return source.bytes() <= SMALL
        && rows(segment) == source.rows()
        && segment.cuts() == null
        && segment.byProof().size() == 1
        && !SourceReaders.isOtherwise(source, plan.readColumns());
  }

  private Source source(Segment segment) {
    return part.source(segment.source());
  }

  private void count(ProvenRules proven, List<Segment> segments, DuckDb db)
      throws ScanCancelledException {
    Optional<OpenFiles> open = open(segments);
    if (open.isEmpty()) {
      return;
    }
    CompiledRules asked = proven.others(CompiledRules.of(plan, open.get(), types, db));
    if (proven.sayAll(asked)) {
      segments.forEach(segment -> add(segment, proven));
      return;
    }
    ChunkGroups groups = ChunkGroups.of(plan.chunksOf(segments.get(0)));
    for (Segment segment : counted(segments, new ScanQuery(open.get(), groups, asked), db)) {
      add(segment, proven);
    }
  }

  private Optional<OpenFiles> open(List<Segment> segments) {
    List<Path> files =
        segments.stream().map(segment -> LocalSources.path(source(segment))).toList();
    return reader.openFiles(files, plan.columns());
  }

  /**
   * Counts those of which all planned rows are found. Where files cannot be read together, each
   * half is tried, so that few are left alone.
   */
  private List<Segment> counted(List<Segment> segments, ScanQuery query, DuckDb db)
      throws ScanCancelledException {
    if (segments.size() < 2) {
      return List.of();
    }
    long longest = segments.stream().mapToLong(JointScan::rows).max().orElseThrow();
    OpenFiles files = open(segments).orElseThrow();
    Optional<List<FileChunk>> answer = new JointQuery(files, query, db, watch).answer(longest);
    if (answer.isPresent()) {
      return counted(segments, query, answer.get());
    }
    int middle = segments.size() / 2;
    List<Segment> counted = new ArrayList<>(counted(segments.subList(0, middle), query, db));
    counted.addAll(counted(segments.subList(middle, segments.size()), query, db));
    return counted;
  }

  private List<Segment> counted(List<Segment> segments, ScanQuery query, List<FileChunk> chunks) {
    long[] found = new long[segments.size()];
    chunks.forEach(chunk -> found[chunk.file()] += chunk.rows());
    for (FileChunk chunk : chunks) {
      Segment segment = segments.get(chunk.file());
      if (found[chunk.file()] == rows(segment)) {
        chunk.count(query, segment.firstChunk(), findings);
      }
    }
    return IntStream.range(0, found.length)
        .filter(file -> found[file] == rows(segments.get(file)))
        .mapToObj(segments::get)
        .toList();
  }

  private static long rows(Segment segment) {
    return segment.range().count();
  }

  private void add(Segment segment, ProvenRules proven) {
    proven.count(segment.range(), plan, segment, source(segment), findings);
    counted.add(segment.source());
    watch.progress(rows(segment));
  }
}
