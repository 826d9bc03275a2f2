package io.truthound.temporal.fetch;

import io.truthound.temporal.reader.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of bytes by their offsets. Not safe for use by many threads. */
final class Ranges {
  /** Ends by starts; no two touch. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  private long bytes;

  static Ranges of(Iterable<ByteRange> all) {
    Ranges ranges = new Ranges();
    all.forEach(ranges::add);
    return ranges;
  }

  long bytes() {
    return bytes;
  }

  void add(ByteRange range) {
    if (range.length() == 0) {
      return;
    }
    long from = range.offset();
    long end = range.end();
    Map.Entry<Long, Long> before = ends.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
    }
    for (Map.Entry<Long, Long> next = ends.ceilingEntry(from);
        next != null && next.getKey() <= end;
        next = ends.ceilingEntry(from)) {
      end = Math.max(end, next.getValue());
      bytes -= next.getValue() - next.getKey();
      ends.remove(next.getKey());
    }
    ends.put(from, end);
    bytes += end - from;
  }

  /** Returns those of these bytes that are not in here. */
  List<ByteRange> missing(ByteRange range) {
    List<ByteRange> missing = new ArrayList<>();
    long from = range.offset();
    Map.Entry<Long, Long> before = ends.floorEntry(from);
    if (before != null) {
      from = Math.max(from, before.getValue());
    }
    for (Map.Entry<Long, Long> next : ends.tailMap(range.offset(), false).entrySet()) {
      if (next.getKey() >= range.end()) {
        break;
      }
      if (next.getKey() > from) {
        missing.add(ByteRange.between(from, next.getKey()));
      }
      from = Math.max(from, next.getValue());
    }
    if (from < range.end()) {
      missing.add(ByteRange.between(from, range.end()));
    }
    return missing;
  }

  List<ByteRange> all() {
    List<ByteRange> all = new ArrayList<>();
    ends.forEach((from, end) -> all.add(ByteRange.between(from, end)));
    return all;
  }

  /**
   * Returns as few ranges as have all of these bytes and at most one in {@code share} more: the
   * smallest gaps are closed first. A request costs as much as many bytes do.
   *
   * @param widest gaps that are wider stay
   */
  List<ByteRange> joined(long share, long widest) {
    List<ByteRange> all = all();
    List<Integer> gaps = new ArrayList<>();
    for (int at = 1; at < all.size(); at++) {
      gaps.add(at);
    }
    gaps.sort(Comparator.comparingLong(at -> gap(all, at)));
    long allowed = bytes / share;
    Ranges joined = of(all);
    for (int at : gaps) {
      allowed -= gap(all, at);
      if (allowed < 0 || gap(all, at) > widest) {
        break;
      }
      joined.add(ByteRange.between(all.get(at - 1).end(), all.get(at).offset()));
    }
    return joined.all();
  }

  private static long gap(List<ByteRange> all, int at) {
    return all.get(at).offset() - all.get(at - 1).end();
  }
}
