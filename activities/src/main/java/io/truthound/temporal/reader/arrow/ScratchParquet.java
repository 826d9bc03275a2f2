package io.truthound.temporal.reader.arrow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes Parquet as plainly as it can be: no compression, no dictionaries, no statistics; every
 * column may have nulls and is named by its position. One row group for each record batch.
 */
final class ScratchParquet implements Closeable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final long MOST_BYTES = 64L << 30;
  private static final int BUFFER = 1 << 18;
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  private final FileChannel file;
  private final List<ParquetType> columns;
  private final List<RowGroup> groups = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long written;

  private record RowGroup(long rows, List<ColumnChunk> chunks) {}

  private record ColumnChunk(long offset, long bytes) {}

  /** Creates the file. */
  ScratchParquet(Path path, List<ParquetType> columns) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.columns = List.copyOf(columns);
    write(MAGIC, 0, MAGIC.length);
  }

  /** Returns the name of a column by its position, counted from 0. */
  static String column(int position) {
    return "c" + position;
  }

  /** A row group that is being written; until it is finished it is not there. */
  final class Draft {
    private final long start = written;
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private long chunkStart = written;

    /** Adds the next page of the current column. */
    void page(Page page) throws IOException {
      writePage(columns.get(chunks.size()), page);
    }

    /** Adds a page of nulls. */
    private void nulls(int rows) throws IOException {
      byte[] levels = run(rows, false);
      header(rows, 4 + levels.length);
      levels(levels, 0);
    }

    /** Ends the current column. */
    void endColumn() {
      chunks.add(new ColumnChunk(chunkStart, written - chunkStart));
      chunkStart = written;
    }

    void finish(long rows) {
      groups.add(new RowGroup(rows, List.copyOf(chunks)));
    }

    /** Stands in for rows that cannot be read, so that those after them keep their numbers. */
    void finishWithoutValues(int rows) throws IOException {
      flush();
      file.truncate(start);
      written = start;
      chunkStart = start;
      chunks.clear();
      while (chunks.size() < columns.size()) {
        nulls(rows);
        endColumn();
      }
      finish(rows);
    }
  }

  Draft rowGroup() {
    return new Draft();
  }

  private void writePage(ParquetType type, Page page) throws IOException {
    if (page.nulls() == page.rows()) {
      byte[] levels = run(page.rows(), false);
      header(page.rows(), 4 + levels.length);
      levels(levels, 0);
      return;
    }
    if (type.isBits()) {
      pack(page);
    }
    if (page.nulls() == 0) {
      byte[] levels = run(page.rows(), true);
      header(page.rows(), 4 + levels.length + page.used());
      levels(levels, 0);
    } else {
      int groups = (page.rows() + 7) / 8;
      byte[] start = varint((groups << 1) | 1);
      header(page.rows(), 4 + start.length + groups + page.used());
      levels(start, groups);
      write(page.bits(), 0, groups);
    }
    write(page.values(), 0, page.used());
  }

  /** Packs booleans, a byte each until now, to bits. */
  private static void pack(Page page) {
    byte[] values = page.values();
    int count = page.used();
    for (int at = 0; at < count; at++) {
      byte bit = values[at];
      if ((at & 7) == 0) {
        values[at >> 3] = bit;
      } else {
        values[at >> 3] |= (byte) (bit << (at & 7));
      }
    }
    page.use((count + 7) / 8);
  }

  private void header(int rows, int bytes) throws IOException {
    CompactThrift header = new CompactThrift();
    header.int32(1, 0);
    header.int32(2, bytes);
    header.int32(3, bytes);
    header.begin(5);
    header.int32(1, rows);
    header.int32(2, PLAIN);
    header.int32(3, RLE);
    header.int32(4, RLE);
    header.end();
    byte[] all = header.toBytes();
    write(all, 0, all.length);
  }

  /** Writes how long the definition levels are and their beginning. */
  private void levels(byte[] start, int more) throws IOException {
    byte[] length = new byte[4];
    Bytes.putInt(length, 0, start.length + more);
    write(length, 0, 4);
    write(start, 0, start.length);
  }

  private static byte[] run(int rows, boolean there) {
    byte[] count = varint(rows << 1);
    byte[] run = java.util.Arrays.copyOf(count, count.length + 1);
    run[count.length] = (byte) (there ? 1 : 0);
    return run;
  }

  private static byte[] varint(int value) {
    byte[] bytes = new byte[5];
    int used = 0;
    int left = value;
    while ((left & ~0x7F) != 0) {
      bytes[used++] = (byte) ((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    bytes[used++] = (byte) left;
    return java.util.Arrays.copyOf(bytes, used);
  }

  private void write(byte[] bytes, int from, int count) throws IOException {
    if (count > MOST_BYTES - written) {
      throw new ArrowFormatException("more than %d bytes when unpacked".formatted(MOST_BYTES));
    }
    written += count;
    if (count > buffer.remaining()) {
      flush();
    }
    if (count > buffer.remaining()) {
      writeAll(ByteBuffer.wrap(bytes, from, count));
    } else {
      buffer.put(bytes, from, count);
    }
  }

  private void flush() throws IOException {
    writeAll(buffer.flip());
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Writes the footer: the file can then be read. */
  void finish() throws IOException {
    byte[] footer = footer();
    write(footer, 0, footer.length);
    byte[] length = new byte[4];
    Bytes.putInt(length, 0, footer.length);
    write(length, 0, 4);
    write(MAGIC, 0, MAGIC.length);
    flush();
  }

  private byte[] footer() {
    CompactThrift footer = new CompactThrift();
    footer.int32(1, 1);
    footer.structs(2, 1 + columns.size());
    footer.beginElement();
    footer.text(4, "schema");
    footer.int32(5, columns.size());
    footer.end();
    for (int at = 0; at < columns.size(); at++) {
      schema(footer, columns.get(at), column(at));
    }
    footer.int64(3, groups.stream().mapToLong(RowGroup::rows).sum());
    footer.structs(4, groups.size());
    groups.forEach(group -> rowGroup(footer, group));
    return footer.toBytes();
  }

  private static void schema(CompactThrift footer, ParquetType type, String name) {
    footer.beginElement();
    footer.int32(1, type.physical());
    if (type.physical() == ParquetType.FIXED_LEN_BYTE_ARRAY) {
      footer.int32(2, type.width());
    }
    footer.int32(3, 1);
    footer.text(4, name);
    type.meaning().write(footer);
    footer.end();
  }

  private void rowGroup(CompactThrift footer, RowGroup group) {
    footer.beginElement();
    footer.structs(1, columns.size());
    for (int at = 0; at < columns.size(); at++) {
      ColumnChunk chunk = group.chunks().get(at);
      footer.beginElement();
      footer.int64(2, chunk.offset());
      footer.begin(3);
      footer.int32(1, columns.get(at).physical());
      footer.int32s(2, PLAIN, RLE);
      footer.texts(3, column(at));
      footer.int32(4, 0);
      footer.int64(5, group.rows());
      footer.int64(6, chunk.bytes());
      footer.int64(7, chunk.bytes());
      footer.int64(9, chunk.offset());
      footer.end();
      footer.end();
    }
    footer.int64(2, group.chunks().stream().mapToLong(ColumnChunk::bytes).sum());
    footer.int64(3, group.rows());
    footer.end();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
