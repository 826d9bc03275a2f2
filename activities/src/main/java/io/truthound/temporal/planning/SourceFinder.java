package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.staging.AllowedSources;
import io.truthound.temporal.staging.Packing;
import io.truthound.temporal.storage.ObjectStore;
import io.truthound.temporal.storage.ObjectStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a dataset, in the order of its URIs; those of a folder or glob by name. Names
 * that begin with {@code _} or {@code .} are left out of folders and globs.
 */
final class SourceFinder {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private final SourceReaders readers;
  private final ObjectStores stores;
  private final AllowedSources allowed;

  /**
   * Creates a finder.
   *
   * @param readers the formats that it knows
   * @param stores where objects may lie
   * @param allowed what may be read: nothing else is looked for
   */
  SourceFinder(SourceReaders readers, ObjectStores stores, AllowedSources allowed) {
    this.allowed = allowed;
    this.readers = readers;
    this.stores = stores;
  }

  /** Files of one dataset and the reader that they share. */
  record Found(List<FoundFile> files, SourceReader reader) {}

  /**
   * Finds at least one file.
   *
   * @throws RefusedException where nothing is found, or files of several formats are
   */
  Found find(Dataset dataset) throws RefusedException, IOException {
    Set<FoundFile> files = new LinkedHashSet<>();
    for (String uri : dataset.uris()) {
      require(allowed.refusal(uri));
      for (FoundFile file : found(dataset, uri)) {
        if (!files.add(file)) {
          throw refused("%s is named twice by %s".formatted(file.named(), dataset.uris()));
        }
      }
    }
    List<FoundFile> all = List.copyOf(new ArrayList<>(files));
    return new Found(all, reader(dataset, all));
  }

  private List<FoundFile> found(Dataset dataset, String uri) throws RefusedException, IOException {
    Optional<ObjectStore> store = stores.of(uri);
    List<FoundFile> found = new ArrayList<>();
    if (store.isPresent()) {
      new ObjectFinder(store.get(), endings(dataset), inWords(readersOf(dataset)))
          .find(uri)
          .forEach(object -> found.add(new FoundFile.OfStore(object)));
      return found;
    }
    for (Path file : reachable(dataset, uri)) {
      require(allowed.refusal(file));
      if (!Files.isReadable(file)) {
        throw refused("Cannot read %s: access denied".formatted(file));
      }
      found.add(new FoundFile.OfMachine(file));
    }
    return found;
  }

  /** Refuses what no retry makes reachable. */
  private List<Path> reachable(Dataset dataset, String uri) throws RefusedException, IOException {
    try {
      return expand(dataset, uri);
    } catch (PatternSyntaxException e) {
      throw refused("Cannot read %s: no valid glob: %s".formatted(uri, e.getDescription()));
    } catch (InvalidPathException e) {
      throw refused("Cannot read %s: no valid path: %s".formatted(uri, e.getReason()));
    } catch (FileSystemLoopException e) {
      throw refused("Cannot read %s: the link %s leads back up".formatted(uri, e.getFile()));
    } catch (AccessDeniedException e) {
      throw refused("Cannot read %s: access denied".formatted(e.getFile()));
    }
  }

  private List<Path> expand(Dataset dataset, String uri) throws RefusedException, IOException {
    Path path = local(uri);
    if (Files.isDirectory(path)) {
      List<Path> files = inFolder(path, dataset);
      if (files.isEmpty()) {
        throw ObjectFinder.missing(
            "No data in the folder %s (looked for names ending in %s)"
                .formatted(path, inWords(readersOf(dataset))));
      }
      return files;
    }
    if (Files.exists(path)) {
      if (!Files.isRegularFile(path)) {
        throw refused("%s is no regular file".formatted(path));
      }
      return List.of(path.toRealPath());
    }
    if (WILDCARD.matcher(path.toString()).find()) {
      List<Path> files = matching(path);
      if (files.isEmpty()) {
        throw ObjectFinder.missing("No file matches %s".formatted(path));
      }
      return files;
    }
    throw ObjectFinder.missing("No such file: %s".formatted(path));
  }

  private static Path local(String uri) throws RefusedException {
    var scheme = SCHEME.matcher(uri);
    if (!scheme.matches()) {
      return Path.of(uri);
    }
    if (!scheme.group(1).equalsIgnoreCase("file")) {
      throw refused("Cannot read %s: its scheme is not known (allowed: files, s3)".formatted(uri));
    }
    try {
      return Path.of(URI.create(uri));
    } catch (IllegalArgumentException e) {
      throw refused("Cannot read %s: %s".formatted(uri, e.getMessage()));
    }
  }

  private List<Path> inFolder(Path folder, Dataset dataset) throws IOException, RefusedException {
    List<String> endings = endings(dataset);
    return walk(folder, file -> endings.stream().anyMatch(lowerName(file)::endsWith), any -> true);
  }

  private List<String> endings(Dataset dataset) {
    List<String> endings = new ArrayList<>();
    for (SourceReader reader : readersOf(dataset)) {
      endings.addAll(reader.text() ? Packing.packed(reader.endings()) : reader.endings());
    }
    return endings;
  }

  private List<SourceReader> readersOf(Dataset dataset) {
    return dataset.format() == null ? readers.all() : List.of(readers.of(dataset.format()));
  }

  /** Returns the endings that are looked for, in words. */
  private static String inWords(List<SourceReader> readers) {
    List<String> words = new ArrayList<>();
    for (SourceReader reader : readers) {
      String last = reader.endings().get(reader.endings().size() - 1);
      words.addAll(reader.endings().subList(0, reader.endings().size() - 1));
      words.add(reader.text() ? last + " (also with .gz, .zst)" : last);
    }
    return String.join(", ", words);
  }

  private List<Path> matching(Path pattern) throws IOException, RefusedException {
    Path base = pattern.getRoot() == null ? Path.of("") : pattern.getRoot();
    for (Path part : pattern) {
      if (WILDCARD.matcher(part.toString()).find()) {
        break;
      }
      base = base.resolve(part);
    }
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return walk(base, matcher::matches, inside -> mayHold(pattern, inside));
  }

  /** Says whether a glob may match something in a folder; where in doubt it may. */
  private static boolean mayHold(Path pattern, Path folder) {
    String glob = pattern.toString();
    if (glob.contains("**") || glob.contains("{")) {
      return true;
    }
    if (folder.getNameCount() >= pattern.getNameCount()) {
      return false;
    }
    for (int at = 0; at < folder.getNameCount(); at++) {
      if (!FileSystems.getDefault()
          .getPathMatcher("glob:" + pattern.getName(at))
          .matches(folder.getName(at))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Finds files in a folder and below. A link that leads where nothing may be read is followed
   * nowhere; where what is wanted may lie there, all is refused.
   */
  private List<Path> walk(Path folder, Predicate<Path> wanted, Predicate<Path> mayHold)
      throws IOException, RefusedException {
    List<Path> files = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes)
              throws IOException {
            if (!visible(folder, inside)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            String refusal = allowed.refusal(inside);
            if (refusal == null) {
              return FileVisitResult.CONTINUE;
            }
            if (mayHold.test(inside)) {
              refusals.add(refusal);
              return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (visible(folder, file) && attributes.isRegularFile() && wanted.test(file)) {
              files.add(file.toAbsolutePath());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    require(refusals.isEmpty() ? null : refusals.get(0));
    files.sort(null);
    return files;
  }

  private static boolean visible(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      String name = part.toString();
      if (name.startsWith("_") || name.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private SourceReader reader(Dataset dataset, List<FoundFile> files) throws RefusedException {
    SourceReader reader = reader(dataset.format(), files);
    for (FoundFile file : files) {
      Optional<Packing> packing = Packing.of(file.name());
      if (packing.isPresent() && !reader.text()) {
        throw refused(
            "Cannot read %s: %s is not read from %s (allowed: the file itself, which is compressed within)"
                .formatted(file.named(), reader.format(), packing.get().ending()));
      }
    }
    return reader;
  }

  private SourceReader reader(@Nullable DatasetFormat format, List<FoundFile> files)
      throws RefusedException {
    if (format != null) {
      return readers.of(format);
    }
    SourceReader reader = byName(files.get(0));
    for (FoundFile file : files) {
      SourceReader other = byName(file);
      if (other != reader) {
        throw refused(
            "%s is %s and %s is %s: one dataset has one format"
                .formatted(files.get(0).named(), reader.format(), file.named(), other.format()));
      }
    }
    return reader;
  }

  private SourceReader byName(FoundFile file) throws RefusedException {
    return readers
        .byName(Packing.unpackedName(file.name()))
        .orElseThrow(
            () ->
                refused(
                    "Cannot tell the format of %s by its name (known endings: %s; or name the"
                            .formatted(file.named(), inWords(readers.all()))
                        + " format)"));
  }

  private static String lowerName(Path file) {
    return file.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
  }

  private static void require(@Nullable String refusal) throws RefusedException {
    if (refusal != null) {
      throw refused(refusal);
    }
  }

  private static RefusedException refused(String message) {
    return new RefusedException(FailureTypes.DATASET_REFUSED, message);
  }
}
