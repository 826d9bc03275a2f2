package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.Pieces;
import io.truthound.temporal.reader.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Finds the blocks and the columns of a file in one pass, in several pieces at once. */
final class NdjsonIndexer {
  /** How many records a block has, whatever the configuration. */
  static final long RECORDS_PER_BLOCK = 65_536;

  private static final long BYTES_PER_PIECE = 8L << 20;

  private final FileChannel file;
  private final long size;
  private final int start;
  private final ScanWatch watch;

  private NdjsonIndexer(FileChannel file, ScanWatch watch) throws IOException {
    this.file = file;
    this.watch = watch;
    size = file.size();
    start = Preamble.textStart(head(file));
  }

  /**
   * Reads every byte once and holds a few MiB at most.
   *
   * @throws NdjsonFormatException if the file is not NDJSON in UTF-8
   */
  static NdjsonProbe index(SourceFile source, long recordsPerBlock, ScanWatch watch)
      throws IOException, ScanCancelledException {
    return index(source, recordsPerBlock, BYTES_PER_PIECE, watch);
  }

  /** The same in pieces of another size, on which the answer does not depend. */
  static NdjsonProbe index(
      SourceFile source, long recordsPerBlock, long bytesPerPiece, ScanWatch watch)
      throws IOException, ScanCancelledException {
    try (FileChannel file = FileChannel.open(source.bytes())) {
      NdjsonIndexer indexer = new NdjsonIndexer(file, watch);
      KeySurvey survey = new KeySurvey();
      List<LineCount.Tally> tallies =
          indexer.count(bytesPerPiece, () -> indexer.survey(survey, recordsPerBlock));
      return new NdjsonProbe(
          source.named(),
          survey.columns(),
          survey.votes(),
          survey.noColumns(),
          new LineOffsets(file, tallies, watch).blocks(recordsPerBlock));
    }
  }

  private static byte[] head(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Preamble.LENGTH);
    while (head.hasRemaining() && channel.read(head) >= 0) {
      // a file may hand over a few bytes at a time
    }
    return Arrays.copyOf(head.array(), head.position());
  }

  private void survey(KeySurvey survey, long records) throws IOException, ScanCancelledException {
    file.position(start);
    Lines lines = new Lines(file, start, Long.MAX_VALUE, watch);
    for (long record = 0; record < records && lines.next(survey.ahead()); record++) {
      survey.add(lines);
    }
  }

  private List<LineCount.Tally> count(
      long bytesPerPiece, Pieces.Errand<ScanCancelledException> errand)
      throws IOException, ScanCancelledException {
    int pieces = Math.toIntExact((size - start + bytesPerPiece - 1) / bytesPerPiece);
    AtomicReferenceArray<LineCount.Tally> tallies = new AtomicReferenceArray<>(pieces);
    LineCount own = new LineCount(file, size);
    Pieces.run(
        pieces,
        errand,
        piece -> tallies.set(piece, count(own, piece, bytesPerPiece, watch::checkCancelled)),
        () -> {
          LineCount other = new LineCount(file, size);
          return piece -> tallies.set(piece, count(other, piece, bytesPerPiece, () -> {}));
        });
    List<LineCount.Tally> all = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      all.add(Objects.requireNonNull(tallies.get(piece)));
    }
    return all;
  }

  private <X extends Exception> LineCount.Tally count(
      LineCount lines, int piece, long bytesPerPiece, LineCount.Check<X> check)
      throws IOException, X {
    long cut = start + piece * bytesPerPiece;
    long end = Math.min(size, cut + bytesPerPiece);
    return piece == 0 ? lines.countFrom(cut, end, check) : lines.countAfter(cut, end, check);
  }
}
