package io.truthound.temporal.reader.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that are written once and then read anywhere: few in memory, more in a scratch file. */
final class SpillBytes implements RandomBytes {
  private static final int MOST_IN_MEMORY = 4 << 20;
  private static final long MOST = 16L << 30;

  private final Path folder;
  private byte[] memory = new byte[1 << 12];
  private long size;
  private @Nullable FileChannel file;
  private @Nullable FileBytes reading;

  SpillBytes(Path folder) {
    this.folder = folder;
  }

  @Override
  public long size() {
    return size;
  }

  void write(byte[] from, int at, int count) throws IOException {
    if (count > MOST - size) {
      throw new ArrowFormatException("more than %d bytes when unpacked".formatted(MOST));
    }
    if (file == null && size + count > MOST_IN_MEMORY) {
      file =
          FileChannel.open(
              Files.createTempFile(folder, "spill-", ".bytes"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      append(file, memory, 0, (int) size);
      memory = new byte[0];
    }
    if (file == null) {
      int end = (int) size + count;
      if (memory.length < end) {
        memory = Arrays.copyOf(memory, Math.max(end, Math.min(MOST_IN_MEMORY, 2 * end)));
      }
      System.arraycopy(from, at, memory, (int) size, count);
    } else {
      append(file, from, at, count);
      reading = null;
    }
    size += count;
  }

  private static void append(FileChannel file, byte[] from, int at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, at, count);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void read(long offset, byte[] to, int at, int count) throws IOException {
    if (file == null) {
      System.arraycopy(memory, (int) offset, to, at, count);
      return;
    }
    if (reading == null) {
      reading = new FileBytes(file, 0, size);
    }
    reading.read(offset, to, at, count);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
