package io.truthound.temporal;

import io.truthound.temporal.reader.ScratchFolders;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's folder for what does not outlive it. As long as the worker lives it holds a lock in
 * there; what is left of one that was killed has a lock that nobody holds, and is deleted by the
 * next that starts beside it.
 */
final class ScratchSpace implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(ScratchSpace.class);
  private static final String PREFIX = "truthound-worker-";
  private static final String LOCK = "lock";

  /** A folder is there a moment before its lock is held. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Path folder;
  private final FileChannel lock;

  private ScratchSpace(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes a folder below this one. */
  static ScratchSpace in(Path parent) {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(parent), PREFIX);
      FileChannel lock = open(folder.resolve(LOCK));
      FileLock unused = lock.lock();
      return new ScratchSpace(folder, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a scratch folder in " + parent, e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  Path folder() {
    return folder;
  }

  /** Deletes what workers that were killed have left beside this. */
  void deleteLeftovers() {
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(folder.resolveSibling(""), PREFIX + "*")) {
      for (Path sibling : siblings) {
        if (!sibling.equals(folder) && isLeft(sibling)) {
          ScratchFolders.delete(sibling);
          log.info("Deleted {}, left by a worker that was killed", sibling);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("Cannot delete what a killed worker left beside {}: {}", folder, e.toString());
    }
  }

  private static boolean isLeft(Path sibling) throws IOException {
    Path file = sibling.resolve(LOCK);
    if (!Files.isWritable(file)
        || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(YOUNG))) {
      return false;
    }
    try (FileChannel channel = open(file);
        FileLock held = channel.tryLock()) {
      return held != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    ScratchFolders.delete(folder);
  }
}
