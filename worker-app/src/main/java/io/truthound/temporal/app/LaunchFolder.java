package io.truthound.temporal.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Unpacks what makes the command line start fast: the executable jar without native libraries, and
 * this platform's library of DuckDB beside it. With the library inside the jar, DuckDB copies its
 * 72 MB into the temporary folder at each start, and a killed process leaves them there.
 */
public final class LaunchFolder {
  private static final String LIBRARY = "libduckdb_java.so_";

  private LaunchFolder() {}

  /**
   * Fills a folder for the {@code truthound} script. Safe beside other processes that do the same.
   *
   * @param arguments the executable jar and the folder, which is there
   */
  public static void main(String[] arguments) {
    try {
      fill(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void fill(Path jar, Path folder) throws IOException {
    try (ZipFile source = new ZipFile(jar.toFile())) {
      ZipEntry library = source.getEntry(LIBRARY + platform());
      if (library == null) {
        throw new IOException("Cannot find " + LIBRARY + platform() + " in " + jar);
      }
      Path unpacked = temporary(folder, "library");
      try (InputStream bytes = source.getInputStream(library)) {
        Files.copy(bytes, unpacked, StandardCopyOption.REPLACE_EXISTING);
      }
      replace(folder.resolve(System.mapLibraryName("duckdb_java")), unpacked);
      Path slim = temporary(folder, "jar");
      copyWithoutLibraries(source, slim);
      // The same time for the same jar: an archive of classes made beside it stays valid.
      Files.setLastModifiedTime(slim, FileTime.from(Files.getLastModifiedTime(jar).toInstant()));
      replace(folder.resolve("truthound.jar"), slim);
    }
  }

  private static void copyWithoutLibraries(ZipFile source, Path target) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Enumeration<? extends ZipEntry> each = source.entries(); each.hasMoreElements(); ) {
        ZipEntry entry = each.nextElement();
        if (!entry.getName().startsWith(LIBRARY)) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          source.getInputStream(entry).transferTo(out);
          out.closeEntry();
        }
      }
    }
  }

  /** Names a file of this process; unlike {@code createTempFile}, others may read what it holds. */
  private static Path temporary(Path folder, String what) {
    return folder.resolve(what + "-" + ProcessHandle.current().pid() + ".tmp");
  }

  private static void replace(Path target, Path complete) throws IOException {
    Files.move(
        complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Names this platform as DuckDB's libraries do. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        system.startsWith("mac") ? "macos" : system.startsWith("windows") ? "windows" : "linux";
    return name + "_" + (processor.matches("aarch64|arm64") ? "arm64" : "amd64");
  }
}
