package io.truthound.temporal.storage.local;

import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps artifacts in a folder. An artifact is written beside its place, forced to disk and linked
 * into place, which fails where one is there already.
 */
public final class LocalArtifactStore implements ArtifactStore {
  private final Path root;

  private LocalArtifactStore(Path root) {
    this.root = root;
  }

  /** Opens a folder as a store; it is made when the first artifact is written. */
  public static LocalArtifactStore at(Path root) {
    return new LocalArtifactStore(root.toAbsolutePath().normalize());
  }

  @Override
  public String uri() {
    return uriOf(root);
  }

  /** Returns the URI of a folder, which is the same whether it exists or not. */
  static String uriOf(Path folder) {
    String uri = folder.toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return readFile(place(name));
    } catch (FileSystemException e) {
      throw failed("read", name, e);
    }
  }

  static Optional<byte[]> readFile(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  @Override
  public boolean putIfAbsent(String name, byte[] bytes) throws IOException {
    try {
      return put(place(name), bytes);
    } catch (FileSystemException e) {
      throw failed("write", name, e);
    }
  }

  private IOException failed(String verb, String name, FileSystemException e) {
    String reason = e instanceof AccessDeniedException ? "access denied" : e.getReason();
    return new IOException(
        "Cannot %s artifact %s in the store %s: %s"
            .formatted(verb, name, uri(), reason == null ? e.getClass().getSimpleName() : reason),
        e);
  }

  private static boolean put(Path place, byte[] bytes) throws IOException {
    Path folder = place.resolveSibling(".");
    Files.createDirectories(folder.normalize());
    Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, bytes);
      Files.createLink(place, draft);
      force(folder.normalize());
      return true;
    } catch (FileAlreadyExistsException present) {
      return false;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Makes a new name survive a crash of the machine. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path place(String name) {
    Path place = root.resolve(name).normalize();
    if (!place.startsWith(root) || place.equals(root)) {
      throw new IllegalArgumentException("Invalid artifact name: " + name);
    }
    return place;
  }
}
