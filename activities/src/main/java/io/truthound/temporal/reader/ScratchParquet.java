package io.truthound.temporal.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes Parquet as plainly as it can be: no compression, no dictionaries, no statistics; every
 * column may have nulls and is named by its position.
 */
public final class ScratchParquet implements Closeable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER = 1 << 18;
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  private final ScratchFile file;
  private final List<ParquetType> columns;
  private final List<RowGroup> groups = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long written;

  private record RowGroup(long rows, List<ColumnChunk> chunks) {}

  private record ColumnChunk(long offset, long bytes) {}

  /** Begins at the start of a file, which may exist: it is written over. */
  public ScratchParquet(Path path, List<ParquetType> columns) throws IOException {
    this.file = ScratchFile.over(path);
    this.columns = List.copyOf(columns);
    write(MAGIC, 0, MAGIC.length);
  }

  /** Returns the name of a column by its position, counted from 0. */
  public static String column(int position) {
    return "c" + position;
  }

  /** A row group that is being written; until it is finished it is not there. */
  public final class Draft {
    private Draft() {}

    private final long start = written;
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private long chunkStart = written;

    /**
     * Adds the next page of the current column.
     *
     * @param rows how many rows it has
     * @param nulls how many of them are null
     * @param valid a bit for each row that is not null, the lowest first; not looked at where all
     *     are there or none is
     * @param values the plain form of the values that are there, booleans a byte each; may be
     *     changed
     * @param used how many bytes of them count
     */
    public void page(int rows, int nulls, byte[] valid, byte[] values, int used)
        throws IOException {
      if (nulls == rows) {
        nulls(rows);
      } else {
        boolean bits = columns.get(chunks.size()).isBits();
        writePage(rows, nulls, valid, values, bits ? packed(values, used) : used);
      }
    }

    /** Returns how many bytes the file has so far. */
    public long bytesBefore() {
      return written;
    }

    /** Adds a page of nulls. */
    private void nulls(int rows) throws IOException {
      byte[] levels = run(rows, false);
      header(rows, 4 + levels.length);
      levels(levels, 0);
    }

    /** Ends the current column. */
    public void endColumn() {
      chunks.add(new ColumnChunk(chunkStart, written - chunkStart));
      chunkStart = written;
    }

    /** Ends the row group. */
    public void finish(long rows) {
      groups.add(new RowGroup(rows, List.copyOf(chunks)));
    }

    /** Stands in for rows that cannot be read, so that those after them keep their numbers. */
    public void finishWithoutValues(int rows) throws IOException {
      flush();
      file.backTo(start);
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

  /** Begins a row group; the one before must be finished. */
  public Draft rowGroup() {
    return new Draft();
  }

  private void writePage(int rows, int nulls, byte[] valid, byte[] values, int used)
      throws IOException {
    if (nulls == 0) {
      byte[] levels = run(rows, true);
      header(rows, 4 + levels.length + used);
      levels(levels, 0);
    } else {
      int groups = (rows + 7) / 8;
      byte[] start = varint((groups << 1) | 1);
      header(rows, 4 + start.length + groups + used);
      levels(start, groups);
      write(valid, 0, groups);
    }
    write(values, 0, used);
  }

  /** Packs booleans, a byte each until now, to bits; returns how many bytes they take. */
  private static int packed(byte[] values, int count) {
    for (int at = 0; at < count; at++) {
      byte bit = values[at];
      if ((at & 7) == 0) {
        values[at >> 3] = bit;
      } else {
        values[at >> 3] |= (byte) (bit << (at & 7));
      }
    }
    return (count + 7) / 8;
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
    writeInt(start.length + more);
    write(start, 0, start.length);
  }

  private static byte[] run(int rows, boolean there) {
    byte[] count = varint(rows << 1);
    byte[] run = Arrays.copyOf(count, count.length + 1);
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
    return Arrays.copyOf(bytes, used);
  }

  private void write(byte[] bytes, int from, int count) throws IOException {
    written += count;
    if (count > buffer.remaining()) {
      flush();
    }
    if (count > buffer.remaining()) {
      file.write(ByteBuffer.wrap(bytes, from, count));
    } else {
      buffer.put(bytes, from, count);
    }
  }

  private void writeInt(int value) throws IOException {
    byte[] bytes = {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    write(bytes, 0, bytes.length);
  }

  private void flush() throws IOException {
    file.write(buffer.flip());
    buffer.clear();
  }

  /** Writes the footer: the file can then be read. */
  public void finish() throws IOException {
    byte[] footer = footer();
    write(footer, 0, footer.length);
    writeInt(footer.length);
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
