package io.truthound.temporal.state;

import io.truthound.temporal.contract.ArtifactJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scratch file for states of columns, which is there once it is needed: the states of a column
 * with many different values take hundreds of kilobytes of heap. Closing deletes it. Not safe for
 * use by many threads.
 */
public final class ColumnSpool implements Closeable {
  /** The states of so many columns are held in memory. */
  public static final int FEW = 64;

  private final Path folder;
  private @Nullable Path path;
  private @Nullable FileChannel file;
  private long end;

  /** Creates a spool whose file will be in a folder. */
  public ColumnSpool(Path folder) {
    this.folder = folder;
  }

  /** Takes states in the order of their columns. */
  public interface Series {
    void add(ColumnProfileState state) throws IOException;

    /** Returns what was taken; usable until the spool is closed. */
    List<ColumnProfileState> columns();

    /** Begins a series that is held in memory. */
    static Series inMemory() {
      return new Held(new ArrayList<>());
    }
  }

  /** Begins a series of so many columns. */
  public Series series(int columns) {
    return columns <= FEW ? Series.inMemory() : new Spooled(new ArrayList<>());
  }

  private record Held(List<ColumnProfileState> columns) implements Series {
    @Override
    public void add(ColumnProfileState state) {
      columns.add(state);
    }
  }

  private final class Spooled implements Series {
    private final List<FileColumns.Piece> pieces;

    Spooled(List<FileColumns.Piece> pieces) {
      this.pieces = pieces;
    }

    @Override
    public void add(ColumnProfileState state) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(ArtifactJson.write(state));
      pieces.add(new FileColumns.Piece(end, bytes.remaining()));
      while (bytes.hasRemaining()) {
        end += file().write(bytes, end);
      }
    }

    @Override
    public List<ColumnProfileState> columns() {
      return file == null ? List.of() : new FileColumns(file, pieces);
    }
  }

  private FileChannel file() throws IOException {
    if (file == null) {
      path = Files.createTempFile(folder, "states-", ".json");
      file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    if (path != null) {
      Files.deleteIfExists(path);
    }
  }
}
