package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.reader.ByteRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

/** Where the columns of a record batch, or the one column of a dictionary, lie in its body. */
final class BatchLayout {
  private final FileChannel channel;
  private final IpcMessage message;
  private final RecordBatch batch;
  private final List<ArrowField> fields;
  private final int[] firstBuffer;
  private final int[] buffers;
  private final Region.Packing packing;

  private BatchLayout(
      FileChannel channel,
      IpcMessage message,
      RecordBatch batch,
      List<ArrowField> fields,
      Region.Packing packing) {
    this.channel = channel;
    this.message = message;
    this.batch = batch;
    this.fields = fields;
    this.packing = packing;
    this.firstBuffer = new int[fields.size()];
    this.buffers = new int[fields.size()];
  }

  /**
   * Reads metadata.
   *
   * @param batch the part of the message's header that tells of the columns
   * @throws ArrowFormatException if it does not agree with the schema or with itself
   */
  static BatchLayout of(
      FileChannel channel, IpcMessage message, RecordBatch batch, List<ArrowField> fields)
      throws ArrowFormatException {
    return Flat.read(
        "the message at byte " + message.offset(),
        () -> {
          BodyCompression compression = batch.compression();
          BatchLayout layout =
              new BatchLayout(
                  channel,
                  message,
                  batch,
                  fields,
                  compression == null
                      ? Region.Packing.NONE
                      : Region.Packing.of(compression.codec()));
          layout.number();
          return layout;
        });
  }

  /** Finds the buffers of each column, and holds all counts of rows against each other. */
  private void number() throws ArrowFormatException {
    long rows = batch.length();
    if (rows < 0 || rows > Integer.MAX_VALUE) {
      throw damaged("has %d rows (allowed: up to %d)".formatted(rows, Integer.MAX_VALUE));
    }
    if (batch.nodesLength() != fields.size()) {
      throw damaged(
          "has %d columns where the schema has %d".formatted(batch.nodesLength(), fields.size()));
    }
    long next = 0;
    int view = 0;
    for (int at = 0; at < fields.size(); at++) {
      FieldNode node = batch.nodes(at);
      if (node.length() != rows || node.nullCount() < 0 || node.nullCount() > rows) {
        throw damaged(
            "has %d rows, but %d in column \"%s\", of which %d are null"
                .formatted(rows, node.length(), fields.get(at).name(), node.nullCount()));
      }
      Layout layout = fields.get(at).layout();
      long count = layout.buffers();
      if (layout == Layout.VIEWS) {
        count += batch.variadicBufferCounts(view++);
      }
      if (count < layout.buffers() || next + count > batch.buffersLength()) {
        throw damaged("has fewer buffers than its columns need");
      }
      firstBuffer[at] = (int) next;
      buffers[at] = (int) count;
      next += count;
    }
    if (next != batch.buffersLength()) {
      throw damaged(
          "has %d buffers where its columns have %d".formatted(batch.buffersLength(), next));
    }
    if (next > 0) {
      // Where the last one can be read, all can.
      batch.buffers((int) next - 1).length();
    }
  }

  private ArrowFormatException damaged(String what) {
    return new ArrowFormatException("the message at byte %d %s".formatted(message.offset(), what));
  }

  int rows() {
    return (int) batch.length();
  }

  /** Returns how many values of a column are null, as the batch says. */
  long nulls(int column) {
    return batch.nodes(column).nullCount();
  }

  /** Returns how many bytes a column has in the file, about: what is damaged counts as nothing. */
  long bytes(int column) {
    long bytes = 0;
    for (int at = 0; at < buffers[column]; at++) {
      long length = batch.buffers(firstBuffer[column] + at).length();
      bytes += Math.max(0, Math.min(length, message.bodyLength()));
    }
    return Math.min(bytes, message.bodyLength());
  }

  /** Returns where the buffers of a column lie; what is damaged is left out. */
  List<ByteRange> ranges(int column) {
    List<ByteRange> ranges = new ArrayList<>();
    for (int at = 0; at < buffers[column]; at++) {
      Buffer buffer = batch.buffers(firstBuffer[column] + at);
      if (buffer.offset() >= 0
          && buffer.length() >= 0
          && buffer.offset() <= message.bodyLength() - buffer.length()) {
        ranges.add(new ByteRange(message.body() + buffer.offset(), buffer.length()));
      }
    }
    return ranges;
  }

  /** Returns the buffers of a column, each of which lies within the body. */
  List<Region> buffers(int column) throws IOException {
    List<Region> regions = new ArrayList<>();
    for (int at = 0; at < buffers[column]; at++) {
      Buffer buffer = batch.buffers(firstBuffer[column] + at);
      long offset = buffer.offset();
      long length = buffer.length();
      if (offset < 0 || length < 0 || offset > message.bodyLength() - length) {
        throw damaged(
            "has a buffer of column \"%s\" outside of its body"
                .formatted(fields.get(column).name()));
      }
      regions.add(Region.of(channel, message.body() + offset, length, packing));
    }
    return regions;
  }
}
