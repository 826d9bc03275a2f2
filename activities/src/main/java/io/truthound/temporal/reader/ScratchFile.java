package io.truthound.temporal.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A scratch file that is written over what an earlier slice left there. The operating system keeps
 * its pages: filling new ones and giving them back costs four times as much as copying the bytes.
 */
public final class ScratchFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  private ScratchFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Begins at the start of a file, which may exist. */
  public static ScratchFile over(Path path) throws IOException {
    return new ScratchFile(
        path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  public Path path() {
    return path;
  }

  /** Writes all that remains in a buffer. */
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Writes bytes of another file without taking them into this process.
   *
   * @return how many, fewer than asked for at the end of that file
   */
  public long write(FileChannel from, long offset, long length) throws IOException {
    return from.transferTo(offset, length, channel);
  }

  /** Forgets what was written behind a position: the next bytes go there. */
  public void backTo(long position) throws IOException {
    channel.position(position);
  }

  /** Cuts off what was there behind the bytes written. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        channel.truncate(channel.position());
      }
    }
  }
}
