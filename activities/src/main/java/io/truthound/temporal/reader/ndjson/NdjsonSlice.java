package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of a slice, judged and rewritten.
 *
 * @param written how many are well-formed: what DuckDB must count, too
 * @param scratch where their fields are
 * @param numbers by the positions of columns of which every value is there as a number, too, the
 *     name under which DuckDB finds it
 * @param kinds what kinds of values they have, for each column
 * @param malformed the others
 */
record NdjsonSlice(
    long written,
    Path scratch,
    Map<Integer, String> numbers,
    List<Set<JsonLine.Kind>> kinds,
    Malformed malformed) {
  NdjsonSlice {
    numbers = Map.copyOf(numbers);
    kinds = List.copyOf(kinds);
  }

  /**
   * Rewrites blocks.
   *
   * @param columns the keys that are wanted, in the order of the fields
   * @param folder a folder of this slice alone; a file that an earlier slice left in it is written
   *     over
   * @throws IOException if the file does not hold these blocks any more, or the machine fails
   */
  static NdjsonSlice write(
      Path file, Segment segment, List<Column> columns, Path folder, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<Block> blocks = segment.blocks();
    long offset = blocks.get(0).offset();
    Block last = blocks.get(blocks.size() - 1);
    long end = last.offset() + last.bytes();
    long first = blocks.get(0).firstRow();
    Keys keys = new Keys();
    columns.forEach(column -> keys.add(column.name()));
    try (FileChannel channel = FileChannel.open(file);
        RecordWriter writer = new RecordWriter(folder, columns)) {
      channel.position(offset);
      Lines lines = new Lines(channel, offset, end - offset, watch);
      Malformed malformed = new Malformed(first);
      JsonLine line = new JsonLine();
      long record = first;
      long written = 0;
      while (lines.next(line)) {
        String fault = keys.read(lines, line);
        if (fault == null) {
          writer.write(record, line, keys);
          written++;
        } else {
          malformed.add(record, fault, lines);
        }
        record++;
      }
      if (record != last.endRow()) {
        throw new IOException(
            "Cannot read %s: %d records from byte %d to %d where the plan has %d: the file changed"
                .formatted(file, record - first, offset, end, last.endRow() - first));
      }
      writer.finish();
      writer.close();
      return new NdjsonSlice(written, writer.path(), writer.numbers(), writer.kinds(), malformed);
    }
  }
}
