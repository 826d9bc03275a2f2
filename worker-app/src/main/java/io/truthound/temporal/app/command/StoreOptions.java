package io.truthound.temporal.app.command;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.app.request.InvalidRequestException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names the artifact store. */
class StoreOptions {
  private static final String VARIABLE = "TRUTHOUND_STORE";
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  @Option(
      names = "--store",
      paramLabel = "URI",
      description =
          "Where plans, results and reports lie: s3://BUCKET/PREFIX or a path."
              + " Default: $TRUTHOUND_STORE, else ~/.local/state/truthound.")
  private @Nullable String store;

  /** Returns the URI of the store that was named, or null where none was. */
  @Nullable String named(Terminal terminal) {
    String given = store != null ? store : terminal.variable(VARIABLE);
    return given == null ? null : uri(given);
  }

  /** Returns the URI of the store to read from: the one that was named, else the default. */
  String read(Terminal terminal) {
    String named = named(terminal);
    return named == null ? uri(EmbeddedTruthound.defaultStore().toString()) : named;
  }

  /** Returns the URI of the store for a worker in this process; its folder, if any, is there. */
  String own(Terminal terminal) {
    String uri = present(terminal);
    if (uri.startsWith("file:")) {
      create(uri);
    }
    return uri;
  }

  /** Returns the URI of the store to look at from this process; nothing is made there. */
  String present(Terminal terminal) {
    String uri = read(terminal);
    if (!uri.startsWith("file:") && !uri.startsWith("s3:")) {
      throw new InvalidRequestException(
          "Cannot use store " + uri + " (allowed: a path, a file: URI, s3://<bucket>/<prefix>)");
    }
    return uri;
  }

  /**
   * Returns the folder of a store to delete from.
   *
   * @throws InvalidRequestException if the store is not in a folder of this machine, or not there
   */
  Path folderToPrune(Terminal terminal) {
    String uri = read(terminal);
    if (uri.regionMatches(true, 0, "s3://", 0, 5)) {
      throw new InvalidRequestException(
          "Cannot prune the store "
              + uri
              + ": have lifecycle rules of its bucket expire what lies below "
              + uri
              + "/runs/ and "
              + uri
              + "/staged/");
    }
    if (!uri.startsWith("file:")) {
      throw new InvalidRequestException(
          "Cannot prune the store " + uri + " (allowed: a path or file: URI)");
    }
    return existing(uri);
  }

  private static Path existing(String uri) {
    try {
      Path folder = Path.of(URI.create(uri));
      if (Files.isDirectory(folder)) {
        return folder;
      }
      throw new InvalidRequestException(
          "Cannot prune the store " + folder + ": there is no such folder");
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("Cannot prune the store " + uri + ": " + reason(e), e);
    }
  }

  private static void create(String uri) {
    try {
      Path folder = Path.of(URI.create(uri));
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new InvalidRequestException("Cannot use store " + folder + ": it is not writable");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidRequestException(
          "Cannot use store " + uri + ": its folder cannot be made (" + reason(e) + ")", e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof FileAlreadyExistsException file) {
      return file.getFile() + " is a file";
    }
    return e instanceof AccessDeniedException denied
        ? denied.getFile() + ": access denied"
        : String.valueOf(e.getMessage());
  }

  private static String uri(String given) {
    String uri =
        SCHEME.matcher(given).matches()
            ? given
            : Path.of(given).toAbsolutePath().normalize().toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
