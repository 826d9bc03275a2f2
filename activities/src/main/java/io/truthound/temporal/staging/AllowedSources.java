package io.truthound.temporal.staging;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a worker reads of what requests name: everything, or what lies in some folders and below
 * some prefixes of objects. Where a path leads to counts, not what it looks like: links and {@code
 * ..} are followed. Hard links are files of their own. Immutable.
 */
public final class AllowedSources {
  /** Reads whatever the process may. */
  public static final AllowedSources ALL = new AllowedSources(List.of(), List.of(), true);

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private final List<Path> folders;
  private final List<String> prefixes;
  private final boolean all;

  private AllowedSources(List<Path> folders, List<String> prefixes, boolean all) {
    this.folders = List.copyOf(folders);
    this.prefixes = List.copyOf(prefixes);
    this.all = all;
  }

  /**
   * Reads only what lies at or below these places.
   *
   * @param places folders or files, as paths or {@code file:} URIs, and {@code s3://} URIs, which
   *     end at a slash whether it is written or not
   * @throws IllegalArgumentException if a place is neither
   */
  public static AllowedSources below(List<String> places) {
    List<Path> folders = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (String place : places) {
      if (place.isBlank()) {
        throw new IllegalArgumentException(
            "Invalid place to read from: blank (allowed: a folder, or s3://<bucket>/<prefix>)");
      }
      if (isObject(place)) {
        prefixes.add(place.endsWith("/") ? place.substring(0, place.length() - 1) : place);
      } else {
        folders.add(path(place).toAbsolutePath().normalize());
      }
    }
    return new AllowedSources(folders, prefixes, false);
  }

  /**
   * Returns why what a request names may not be looked for, for a person; null where it may. Asks
   * no file system.
   *
   * @param uri a path, URI, folder or glob
   */
  public @Nullable String refusal(String uri) {
    if (all) {
      return null;
    }
    if (isObject(uri)) {
      boolean below = prefixes.stream().anyMatch(p -> uri.equals(p) || uri.startsWith(p + "/"));
      return below && !(uri + "/").contains("/../") ? null : refused(uri);
    }
    try {
      Path path = fixed(path(uri)).toAbsolutePath().normalize();
      return folders.stream().anyMatch(path::startsWith) ? null : refused(uri);
    } catch (IllegalArgumentException | FileSystemNotFoundException strange) {
      return refused(uri);
    }
  }

  /**
   * Returns why a file may not be read, for a person; null where it may.
   *
   * @throws IOException if the file system does not say where it lies
   */
  public @Nullable String refusal(Path file) throws IOException {
    if (all) {
      return null;
    }
    Path real = file.toRealPath();
    for (Path folder : folders) {
      if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
        return null;
      }
    }
    return refused(file.toString());
  }

  /** Says whether anything is refused at all. */
  public boolean restricts() {
    return !all;
  }

  private static String refused(String what) {
    return "Cannot read " + what + ": this worker may not read there";
  }

  /** Returns what stands before a glob's first wildcard. */
  private static Path fixed(Path path) {
    Path fixed = path.getRoot() == null ? Path.of("") : path.getRoot();
    for (Path part : path) {
      if (WILDCARD.matcher(part.toString()).find()) {
        break;
      }
      fixed = fixed.resolve(part);
    }
    return fixed;
  }

  private static boolean isObject(String place) {
    return SCHEME.matcher(place).matches() && !place.regionMatches(true, 0, "file:", 0, 5);
  }

  private static Path path(String place) {
    try {
      return place.regionMatches(true, 0, "file:", 0, 5)
          ? Path.of(URI.create(place))
          : Path.of(place);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("Invalid place to read from: " + e.getMessage(), e);
    }
  }
}
