package io.truthound.temporal.reader.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Holds which records of a slice are malformed: the number of each, in at most one bit per record
 * of the slice, and the text of the first {@value #MAX_SHOWN}.
 */
public final class MalformedRecords {
  static final int MAX_SHOWN = 1_000;
  static final int MAX_TEXT = 200;

  private final long firstRecord;
  private final BitSet marks = new BitSet();
  private final EnumMap<MalformedKind, Long> counts = new EnumMap<>(MalformedKind.class);
  private final List<MalformedRecord> shown = new ArrayList<>();
  private long count;

  MalformedRecords(long firstRecord) {
    this.firstRecord = firstRecord;
  }

  /** Returns the number of the slice's first record. */
  long firstRecord() {
    return firstRecord;
  }

  void add(long number, MalformedKind kind, CsvRecordScanner scanner) {
    marks.set(Math.toIntExact(number - firstRecord));
    counts.merge(kind, 1L, Long::sum);
    count++;
    if (shown.size() < MAX_SHOWN) {
      shown.add(new MalformedRecord(number, kind, scanner.fields(), text(scanner.head())));
    }
  }

  private static String text(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.codePointCount(0, text.length()) <= MAX_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT));
  }

  /** Returns how many records are malformed. */
  public long count() {
    return count;
  }

  /** Returns how many records from {@code first} on and before {@code end} are malformed. */
  public long countBetween(long first, long end) {
    int from = index(first);
    int to = index(end);
    return from < to ? marks.get(from, to).cardinality() : 0;
  }

  /** Returns a copy of how often each kind occurs, in the order of the kinds; none is 0. */
  public Map<MalformedKind, Long> countsByKind() {
    return new EnumMap<>(counts);
  }

  /** Returns the numbers of all malformed records, ascending. */
  public LongStream numbers() {
    return marks.stream().mapToLong(mark -> firstRecord + mark);
  }

  /** Returns the first malformed records, {@value #MAX_SHOWN} at most, ascending. */
  public List<MalformedRecord> shown() {
    return List.copyOf(shown);
  }

  private int index(long number) {
    return (int) Math.max(0, Math.min(number - firstRecord, Integer.MAX_VALUE));
  }
}
