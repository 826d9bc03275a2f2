package io.truthound.temporal.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a codec, in order: the first encrypts, all decrypt. Immutable. No message and no
 * {@code toString} shows more of a key than its id.
 *
 * <p>They are written a line each, {@code id: base64 of 32 bytes}, as {@code openssl rand -base64
 * 32} prints it; blank lines, and those that begin with {@code #}, mean nothing.
 */
public final class CodecKeys {
  static final String IDS = "1 to 32 letters, digits, \".\", \"_\" and \"-\"";

  /** No 32 bytes in base64 or hexadecimal look like this: an id may be shown. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  private static final int KEY_BYTES = 32;
  private static final int LARGEST_FILE = 1 << 20;

  private final Map<String, SecretKey> keys;

  private CodecKeys(Map<String, SecretKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys from text.
   *
   * @throws IllegalArgumentException if a line is not a key, an id comes twice or there is no key;
   *     names the line's number
   */
  public static CodecKeys parse(String text) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        add(keys, content, number);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid keys: none (allowed: a line \"id: base64\" each)");
    }
    return new CodecKeys(keys);
  }

  /**
   * Reads keys from a file. Where the file system has POSIX permissions, nobody but its owner and
   * group may read or write it.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if others may read or write it, or as {@link #parse}
   */
  public static CodecKeys read(Path file) throws IOException {
    requirePrivate(file);
    if (Files.size(file) > LARGEST_FILE) {
      throw new IllegalArgumentException(
          "Invalid keys: %d bytes (allowed: up to %d)".formatted(Files.size(file), LARGEST_FILE));
    }
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /** Returns the keys' ids, in order. */
  public List<String> ids() {
    return List.copyOf(keys.keySet());
  }

  @Override
  public String toString() {
    return "CodecKeys" + ids();
  }

  /** Returns the id of the key that encrypts. */
  String first() {
    return keys.keySet().iterator().next();
  }

  @Nullable SecretKey find(String id) {
    return keys.get(id);
  }

  SecretKey key(String id) {
    return Objects.requireNonNull(keys.get(id), id);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static void add(Map<String, SecretKey> keys, String line, int number) {
    int colon = line.indexOf(':');
    String id = colon < 0 ? "" : line.substring(0, colon).strip();
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "Invalid key in line %d: no id and colon before it (allowed: %s)".formatted(number, IDS));
    }
    if (keys.put(id, key(id, line.substring(colon + 1).strip(), number)) != null) {
      throw new IllegalArgumentException(
          "Invalid key in line %d: there is a key %s before it".formatted(number, id));
    }
  }

  @SuppressWarnings("UnusedException") // its message may hold letters of the key
  private static SecretKey key(String id, String base64, int number) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid key %s in line %d: not base64 (allowed: %d bytes in base64)"
              .formatted(id, number, KEY_BYTES));
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "Invalid key %s in line %d: %d bytes (allowed: %d)"
              .formatted(id, number, bytes.length, KEY_BYTES));
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static void requirePrivate(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IllegalArgumentException(
          "Invalid keys: others may read or write the file (allowed: owner and group; chmod 640)");
    }
  }
}
