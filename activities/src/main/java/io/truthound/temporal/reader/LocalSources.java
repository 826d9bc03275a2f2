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

  /** Returns the file that holds a source's bytes as its format has them. */
  public static Path path(Source source) {
    StagedText atHand = atHand(source);
    return Path.of(URI.create(atHand == null ? source.uri() : atHand.location()));
  }

  private static @Nullable StagedText atHand(Source source) {
    StagedText staged = source.staged();
    return staged != null && staged.location().startsWith("file:") ? staged : null;
  }

  /**
   * Returns how a file differs from the source that was planned, for a person; null where it does
   * not. Of a source whose text is staged only the text counts.
   *
   * @throws IOException if the file system does not answer
   */
  public static @Nullable String difference(Source planned) throws IOException {
    StagedText text = atHand(planned);
    if (text != null) {
      File file = path(planned).toFile();
      return file.length() == text.bytes()
          ? null
          : String.format(
              Locale.ROOT,
              "the unpacked text of %s in the artifact store changed: %,d bytes then, %,d now",
              planned.uri(),
              text.bytes(),
              file.length());
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
