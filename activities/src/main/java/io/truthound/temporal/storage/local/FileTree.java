package io.truthound.temporal.storage.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder and all in it, or a file. Symbolic links count as files and are never followed; what
 * vanishes meanwhile counts as absent.
 *
 * @param top the folder, or the file
 * @param bytes of all files
 * @param written when a file was written last; of a folder without files, when it was changed
 */
record FileTree(Path top, long bytes, Instant written) {

  /** Measures a tree, or returns nothing where there is none. */
  static Optional<FileTree> of(Path top) throws IOException {
    Measuring measuring = new Measuring();
    Files.walkFileTree(top, measuring);
    Instant written = measuring.lastFile != null ? measuring.lastFile : measuring.topFolder;
    return Optional.ofNullable(written).map(time -> new FileTree(top, measuring.bytes, time));
  }

  /** Deletes it and says whether this did, and nobody else meanwhile. */
  boolean delete() throws IOException {
    Deleting deleting = new Deleting();
    Files.walkFileTree(top, deleting);
    return deleting.last;
  }

  /** Passes over what has vanished. */
  private static class Visiting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      return passOver(e);
    }

    static FileVisitResult passOver(@Nullable IOException e) throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Measuring extends Visiting {
    private @Nullable Instant topFolder;
    private @Nullable Instant lastFile;
    private long bytes;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (topFolder == null) {
        topFolder = attributes.lastModifiedTime().toInstant();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Instant written = attributes.lastModifiedTime().toInstant();
      if (lastFile == null || written.isAfter(lastFile)) {
        lastFile = written;
      }
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      return passOver(e);
    }
  }

  private static final class Deleting extends Visiting {
    /** Whether what was visited last, in the end the top, was deleted here. */
    private boolean last;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      last = Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      last = Files.deleteIfExists(folder);
      return passOver(e);
    }
  }
}
