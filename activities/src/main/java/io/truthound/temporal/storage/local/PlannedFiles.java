package io.truthound.temporal.storage.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of a folder of the store that plans name as sources. Not safe for use by many threads. */
final class PlannedFiles {
  private static final String PLANS = "plan*.json";

  private final Pattern mention;
  private final Set<String> names = new HashSet<>();

  PlannedFiles(String folder, Pattern name) {
    this.mention = Pattern.compile("/" + folder + "/(" + name + ")");
  }

  /** Adds what the plan of a run names; the run may vanish meanwhile. */
  void add(Path run) throws IOException {
    try (DirectoryStream<Path> plans = Files.newDirectoryStream(run, PLANS)) {
      for (Path plan : plans) {
        if (Files.isRegularFile(plan, LinkOption.NOFOLLOW_LINKS)) {
          read(plan);
        }
      }
    } catch (NoSuchFileException vanished) {
      return;
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private void read(Path plan) throws IOException {
    Matcher found =
        mention.matcher(new String(Files.readAllBytes(plan), StandardCharsets.ISO_8859_1));
    while (found.find()) {
      names.add(found.group(1));
    }
  }

  boolean contains(Path file) {
    return names.contains(file.getFileName().toString());
  }
}
