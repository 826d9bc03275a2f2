package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.storage.ObjectRefusedException;
import io.truthound.temporal.storage.ObjectStore;
import io.truthound.temporal.storage.StoredObject;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the objects that a URI names: one, those of a folder, or those that a glob matches. A
 * folder is what names have before a {@code /}.
 */
final class ObjectFinder {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9+.-]+://[^/]+/?");

  private final ObjectStore store;
  private final List<String> endings;
  private final String inWords;

  /**
   * Creates a finder.
   *
   * @param endings what the names in folders end in, in lower case
   * @param inWords the same for a person
   */
  ObjectFinder(ObjectStore store, List<String> endings, String inWords) {
    this.store = store;
    this.endings = endings;
    this.inWords = inWords;
  }

  /**
   * Finds at least one object, by the bytes of their names.
   *
   * @throws RefusedException where there is none, or nobody may look
   */
  List<StoredObject> find(String uri) throws RefusedException, IOException {
    try {
      Matcher wildcard = WILDCARD.matcher(uri);
      if (uri.endsWith("/") || BUCKET.matcher(uri).matches()) {
        return folder(uri.endsWith("/") ? uri : uri + "/");
      }
      Optional<StoredObject> one = store.find(uri);
      if (one.isPresent()) {
        return List.of(one.get());
      }
      return wildcard.find() ? matching(uri, wildcard.start()) : inFolder(uri);
    } catch (ObjectRefusedException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw refused("Cannot read %s: %s".formatted(uri, e.getMessage()));
    }
  }

  private List<StoredObject> matching(String uri, int wildcard)
      throws RefusedException, IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path(uri));
    String base = uri.substring(0, uri.lastIndexOf('/', wildcard) + 1);
    String prefix = uri.substring(0, wildcard);
    boolean deep = uri.indexOf('/', wildcard) >= 0 || uri.contains("**");
    List<StoredObject> found =
        list(prefix, deep, base, object -> matcher.matches(Path.of(path(object.uri()))));
    if (found.isEmpty()) {
      throw missing("No object matches %s".formatted(uri));
    }
    return found;
  }

  /** A path that a glob can be held against: the scheme's two slashes would be one. */
  private static String path(String uri) {
    return uri.substring(uri.indexOf("://") + 2);
  }

  private List<StoredObject> folder(String uri) throws RefusedException, IOException {
    List<StoredObject> found = data(uri);
    if (found.isEmpty()) {
      throw missing(
          "No data in the folder %s (looked for names ending in %s)".formatted(uri, inWords));
    }
    return found;
  }

  /** A folder may be named without the slash behind it. */
  private List<StoredObject> inFolder(String uri) throws RefusedException, IOException {
    List<StoredObject> found = data(uri + "/");
    if (found.isEmpty()) {
      throw missing("No such object: %s".formatted(uri));
    }
    return found;
  }

  private List<StoredObject> data(String folder) throws IOException {
    return list(
        folder,
        true,
        folder,
        object -> endings.stream().anyMatch(object.uri().toLowerCase(Locale.ROOT)::endsWith));
  }

  private List<StoredObject> list(
      String prefix, boolean deep, String base, Predicate<StoredObject> wanted) throws IOException {
    List<StoredObject> found = new ArrayList<>();
    store.list(
        prefix,
        deep,
        object -> {
          if (isVisible(base, object.uri()) && matches(object, wanted)) {
            found.add(object);
          }
        });
    return found;
  }

  private static boolean matches(StoredObject object, Predicate<StoredObject> wanted) {
    try {
      return wanted.test(object);
    } catch (InvalidPathException strange) {
      return false;
    }
  }

  /** Marks of folders end in a slash and hold nothing. */
  private static boolean isVisible(String base, String uri) {
    if (uri.endsWith("/")) {
      return false;
    }
    for (String part : uri.substring(base.length()).split("/", -1)) {
      if (part.startsWith("_") || part.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  static RefusedException missing(String message) {
    return new RefusedException(FailureTypes.DATA_MISSING, message);
  }

  static RefusedException refused(String message) {
    return new RefusedException(FailureTypes.DATASET_REFUSED, message);
  }
}
