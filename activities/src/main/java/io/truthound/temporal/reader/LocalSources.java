package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Identities of local files, and of what was brought from elsewhere into one. */
public final class LocalSources {
  private static final String FILE = "file:";
  private static final String CHANGED = "changed:";

  private LocalSources() {}

  /** Returns the identity of a file as it is now. */
  public static Source identify(Path file, long rows) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new Source(file.toUri().toString(), now.size(), version(now), rows);
  }

  /** Returns the file that holds a source's bytes as its format has them. */
  public static Path path(Source source) {
    StagedText atHand = atHand(source);
    return Path.of(URI.create(atHand == null ? source.uri() : atHand.location()));
  }

  /**
   * Returns what reads sources in place: their files, and of those that were brought the folders,
   * in which others will lie later; of sources that are elsewhere nothing.
   */
  public static List<Path> reach(Stream<Source> sources) {
    return sources
        .filter(LocalSources::isHere)
        .map(source -> isLocal(source) ? path(source) : folder(path(source)))
        .distinct()
        .toList();
  }

  /** Returns the files of those sources that are here, each once. */
  public static List<Path> files(Stream<Source> sources) {
    return sources.filter(LocalSources::isHere).map(LocalSources::path).distinct().toList();
  }

  private static boolean isHere(Source source) {
    return isLocal(source) || atHand(source) != null;
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  /** Says whether a source is a file of this machine, and no object elsewhere. */
  public static boolean isLocal(Source source) {
    return source.uri().startsWith(FILE);
  }

  private static @Nullable StagedText atHand(Source source) {
    StagedText staged = source.staged();
    return staged != null && staged.location().startsWith(FILE) ? staged : null;
  }

  /**
   * Returns a source that turned out to be another than planned before any of it was read; {@link
   * #difference} says so.
   */
  public static Source changed(Source planned, String why) {
    return planned.withStaged(new StagedText(CHANGED + why, planned.bytes()));
  }

  /**
   * Returns how a file differs from the source that was planned, for a person; null where it does
   * not. Of a source whose text is staged only the text counts; one that lies elsewhere is not
   * asked for.
   *
   * @throws IOException if the file system does not answer
   */
  public static @Nullable String difference(Source planned) throws IOException {
    StagedText staged = planned.staged();
    if (staged != null && staged.location().startsWith(CHANGED)) {
      return staged.location().substring(CHANGED.length());
    }
    StagedText text = atHand(planned);
    if (text != null) {
      File file = path(planned).toFile();
      return file.length() == text.bytes()
          ? null
          : String.format(
              Locale.ROOT,
              "what was unpacked or brought of %s changed: %,d bytes then, %,d now",
              planned.uri(),
              text.bytes(),
              file.length());
    }
    if (!isLocal(planned)) {
      // Whoever brings its bytes asks for those of this version alone.
      return null;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(path(planned), BasicFileAttributes.class);
      if (now.size() != planned.bytes()) {
        return String.format(
            Locale.ROOT,
            "%s changed after it was planned: %,d bytes then, %,d now",
            planned.uri(),
            planned.bytes(),
            now.size());
      }
      return version(now).equals(planned.version())
          ? null
          : "%s changed after it was planned: it was written again".formatted(planned.uri());
    } catch (NoSuchFileException gone) {
      return "%s is gone since it was planned".formatted(planned.uri());
    }
  }

  private static String version(BasicFileAttributes attributes) {
    return "mtime-" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }
}
