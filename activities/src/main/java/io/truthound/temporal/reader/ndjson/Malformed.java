package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.OpenSource.MalformedRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/** Which records of a slice are malformed: one bit for each, and the first of them with text. */
final class Malformed implements MalformedRows {
  static final String TOO_LONG = "more than 1 MiB";

  private static final int MOST_SHOWN = 1_000;
  private static final int MOST_TEXT = 200;

  private final long firstRecord;
  private final BitSet marks = new BitSet();
  private final List<Shown> shown = new ArrayList<>();

  Malformed(long firstRecord) {
    this.firstRecord = firstRecord;
  }

  void add(long record, String fault, Lines lines) {
    marks.set(Math.toIntExact(record - firstRecord));
    if (shown.size() < MOST_SHOWN) {
      shown.add(new Shown(record, shortened(lines.head()), fault));
    }
  }

  private static String shortened(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8).stripTrailing();
    return text.codePointCount(0, text.length()) <= MOST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_TEXT));
  }

  @Override
  public void forEach(LongConsumer row) {
    marks.stream().forEach(mark -> row.accept(firstRecord + mark));
  }

  @Override
  public List<Shown> shown() {
    return List.copyOf(shown);
  }
}
