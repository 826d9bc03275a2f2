package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.ScratchFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes one stream of bytes as several files of a directory, cut where the writer says. */
final class ScratchParts implements Closeable {
  private final Path directory;
  private final List<Path> paths = new ArrayList<>();
  private ScratchFile part;
  private long partBytes;
  private long bytes;

  /** Starts with an empty first part. */
  ScratchParts(Path directory) throws IOException {
    this.directory = directory;
    this.part = open();
  }

  void write(byte[] source, int from, int length) throws IOException {
    part.write(ByteBuffer.wrap(source, from, length));
    partBytes += length;
    bytes += length;
  }

  /** Writes all that follows to another file. */
  void cut() throws IOException {
    part.close();
    part = open();
    partBytes = 0;
  }

  /** Returns the files so far, at least one, in the order of their bytes. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  /** Returns how many bytes the current part has. */
  long partBytes() {
    return partBytes;
  }

  /** Returns how many bytes all parts have. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    part.close();
  }

  private ScratchFile open() throws IOException {
    ScratchFile next = ScratchFile.over(directory.resolve("part-%05d.csv".formatted(paths.size())));
    paths.add(next.path());
    return next;
  }
}
