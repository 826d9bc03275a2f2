package io.truthound.temporal.storage.local;

import io.truthound.temporal.storage.ArtifactStore;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
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

  @Override
  public boolean isOfOneMachine() {
    return true;
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
    return putIfAbsent(name, out -> out.write(bytes));
  }

  @Override
  public boolean putIfAbsent(String name, Content content) throws IOException {
    try {
      return put(place(name), content);
    } catch (FileSystemException e) {
      throw failed("write", name, e);
    }
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    Optional<Path> file = file(name);
    return file.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Files.size(file.get()));
  }

  @Override
  public void copy(String name, long offset, long length, WritableByteChannel to)
      throws IOException {
    try (FileChannel channel = FileChannel.open(place(name))) {
      for (long done = 0; done < length; ) {
        long moved = channel.transferTo(offset + done, length - done, to);
        if (moved <= 0) {
          throw new EOFException(
              "Artifact %s ends before byte %d".formatted(name, offset + length));
        }
        done += moved;
      }
    } catch (FileSystemException e) {
      throw failed("read", name, e);
    }
  }

  @Override
  public Optional<Path> file(String name) {
    return Optional.of(place(name)).filter(Files::isRegularFile);
  }

  private IOException failed(String verb, String name, FileSystemException e) {
    String reason = e instanceof AccessDeniedException ? "access denied" : e.getReason();
    return new IOException(
        "Cannot %s artifact %s in the store %s: %s"
            .formatted(verb, name, uri(), reason == null ? e.getClass().getSimpleName() : reason),
        e);
  }

  private static boolean put(Path place, Content content) throws IOException {
    Path folder = place.resolveSibling(".");
    Files.createDirectories(folder.normalize());
    Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, content);
      Files.createLink(place, draft);
      force(folder.normalize());
      return true;
    } catch (FileAlreadyExistsException present) {
      return false;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(Channels.newOutputStream(channel));
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
