package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Identities of local files. */
public final class LocalSources {
  private LocalSources() {}

  /** Returns the identity of a file as it is now. */
  public static Source identify(Path file, long rows) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new Source(file.toUri().toString(), now.size(), version(now), rows);
  }

  /** Returns the file of a source. */
  public static Path path(Source source) {
    return Path.of(URI.create(source.uri()));
  }

  /**
   * Returns how a file differs from the source that was planned, for a person; null where it does
   * not.
   *
   * @throws IOException if the file system does not answer
   */
  public static @Nullable String difference(Source planned) throws IOException {
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
