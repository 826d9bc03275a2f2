package io.truthound.temporal.storage.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Deletes from a store in a folder what nobody has written to since: folders of runs, staged Arrow
 * files that no plan of the other runs names, and drafts of writers that were killed. All else
 * stays, baselines too. Symbolic links below the store's folder are never followed.
 */
public final class LocalPruning {
  private static final String RUNS = "runs";
  private static final String STAGED = "staged";
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** Other folders may not be of Truthound. */
  private static final Pattern RUN = Pattern.compile(ID);

  private static final Pattern ARROW = Pattern.compile("[0-9a-f]{64}\\.arrow");
  private static final Pattern DRAFT = Pattern.compile("\\..+\\." + ID);

  private final Path root;
  private final Instant before;
  private final Deletion deletion;
  private final Listener listener;
  private final Set<Path> failed = new HashSet<>();

  /** Is told what becomes of what is old, by its name within the store. */
  public interface Listener {
    void deleted(String name, long bytes);

    void failed(String name, String reason);
  }

  /** Deletes a tree and says whether it did. */
  private interface Deletion {
    boolean of(FileTree tree) throws IOException;
  }

  private LocalPruning(Path root, Instant before, Deletion deletion, Listener listener) {
    this.root = root.toAbsolutePath().normalize();
    this.before = before;
    this.deletion = deletion;
    this.listener = listener;
  }

  /**
   * Deletes what was last written before this. What cannot be deleted does not hold up the rest.
   */
  public static void prune(Path root, Instant before, Listener listener) {
    new LocalPruning(root, before, FileTree::delete, listener).prune();
  }

  /** Tells what {@link #prune} would delete, and deletes nothing. */
  public static void rehearse(Path root, Instant before, Listener listener) {
    new LocalPruning(root, before, tree -> true, listener).prune();
  }

  private void prune() {
    Optional<List<Path>> runs = in(root.resolve(RUNS), LocalPruning::isFolder);
    List<Path> kept = new ArrayList<>();
    for (Path run : runs.orElse(List.of())) {
      boolean goes = named(RUN).test(run) && delete(run);
      if (!goes) {
        kept.add(run);
      }
    }
    if (runs.isPresent()) {
      pruneStaged(kept);
    }
    kept.add(root.resolve(STAGED));
    kept.add(root);
    kept.forEach(this::pruneDrafts);
  }

  private void pruneStaged(List<Path> runs) {
    List<Path> old =
        in(root.resolve(STAGED), named(ARROW).and(LocalPruning::isFile).and(this::isOld))
            .orElse(List.of());
    if (!old.isEmpty()) {
      Predicate<Path> read = readBy(runs);
      old.stream().filter(read.negate()).forEach(this::delete);
    }
  }

  private void pruneDrafts(Path folder) {
    in(folder, named(DRAFT).and(LocalPruning::isFile))
        .ifPresent(drafts -> drafts.forEach(this::delete));
  }

  /** Tells which staged files runs read: all, where that cannot be known. */
  private Predicate<Path> readBy(List<Path> runs) {
    PlannedFiles planned = new PlannedFiles(STAGED, ARROW);
    for (Path run : runs) {
      try {
        planned.add(run);
      } catch (IOException e) {
        failed(run, e);
        return file -> true;
      }
    }
    return planned::contains;
  }

  private boolean isOld(Path path) {
    try {
      return FileTree.of(path).filter(this::isOld).isPresent();
    } catch (IOException e) {
      failed(path, e);
      return false;
    }
  }

  private boolean isOld(FileTree tree) {
    return tree.written().isBefore(before);
  }

  /** Deletes what is old and returns whether it is gone. */
  private boolean delete(Path path) {
    try {
      Optional<FileTree> old = FileTree.of(path).filter(this::isOld);
      if (old.isPresent() && deletion.of(old.get())) {
        listener.deleted(name(path), old.get().bytes());
      }
      return old.isPresent();
    } catch (IOException e) {
      failed(path, e);
      return false;
    }
  }

  /** Lists a folder of the store, sorted; returns nothing where it cannot be looked at. */
  private Optional<List<Path>> in(Path folder, Predicate<Path> which) {
    if (!folder.equals(root) && Files.isSymbolicLink(folder)) {
      failed(folder, "it is a symbolic link, which is not followed");
      return Optional.empty();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, which::test)) {
      all.forEach(found::add);
    } catch (NoSuchFileException absent) {
      return Optional.of(List.of());
    } catch (DirectoryIteratorException e) {
      failed(folder, Objects.requireNonNull(e.getCause()));
      return Optional.empty();
    } catch (IOException e) {
      failed(folder, e);
      return Optional.empty();
    }
    Collections.sort(found);
    return Optional.of(found);
  }

  private static Predicate<Path> named(Pattern pattern) {
    return path -> pattern.matcher(path.getFileName().toString()).matches();
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void failed(Path path, IOException e) {
    failed(path, reason(path, e));
  }

  /** Says of each once what is wrong with it. */
  private void failed(Path path, String reason) {
    if (failed.add(path)) {
      listener.failed(name(path), reason);
    }
  }

  private String name(Path path) {
    return path.equals(root) ? "." : root.relativize(path).toString();
  }

  private String reason(Path path, IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return String.valueOf(e.getMessage());
    }
    String file = failure.getFile();
    String where = file == null || path.equals(Path.of(file)) ? "" : name(Path.of(file)) + ": ";
    return where + reason(failure);
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "something was written to it meanwhile";
    }
    if (e instanceof NotDirectoryException) {
      return "it is no folder";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
