package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.engine.ArrowUnavailableException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceReader;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** The memory of one scan's batches, and the reader that fills it. */
final class ArrowMemory {
  private final BufferAllocator allocator;
  private @Nullable DuckDbSliceReader reader;

  private ArrowMemory(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  static ArrowMemory ofAtMost(long bytes) {
    return new ArrowMemory(new RootAllocator(bytes));
  }

  /** Throws where Arrow would fail to load: it takes hold of the addresses of buffers. */
  static void requireOpened() throws ArrowUnavailableException {
    Module base = Object.class.getModule();
    if (!base.isOpen("java.nio", ArrowMemory.class.getModule())) {
      throw new ArrowUnavailableException(
          "Cannot read a slice as Arrow: start the worker's JVM with"
              + " --add-opens=java.base/java.nio=ALL-UNNAMED");
    }
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** Opens the slice; what is returned names no class that a JVM without Arrow would look for. */
  SliceReader open(ArrowScan scan, Opening opening, List<String> columns)
      throws IOException, ScanCancelledException {
    if (reader != null && !reader.isClosed()) {
      throw new IllegalStateException("Cannot open a slice twice at once: close the first reader");
    }
    DuckDbSliceReader opened = DuckDbSliceReader.open(scan, opening, columns, allocator);
    reader = opened;
    return opened;
  }

  /** Closes the reader, should the engine have left it open. */
  void close() throws IOException {
    try {
      if (reader != null) {
        reader.close();
      }
    } finally {
      requireNothingLeft();
    }
  }

  private void requireNothingLeft() {
    long left = allocator.getAllocatedMemory();
    if (left == 0) {
      allocator.close();
      return;
    }
    throw new IllegalStateException(
        "The engine left %,d bytes of Arrow memory behind: close all vectors of a scan"
            .formatted(left));
  }
}
