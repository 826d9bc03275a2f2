package io.truthound.temporal.app.request;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A text file that a user wrote.
 *
 * @param what what it is, for a person
 * @param file where it lies
 */
record UserFile(String what, Path file) {
  private static final long LARGEST = 16_000_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Returns its text, without a byte order mark.
   *
   * @throws InvalidRequestException if it cannot be read; names it
   */
  String text() {
    ByteBuffer rest = ByteBuffer.wrap(bytes());
    CharBuffer text = CharBuffer.allocate(rest.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
    if (result.isError()) {
      throw unreadable("byte %d is not UTF-8 (allowed: UTF-8 text)".formatted(rest.position()));
    }
    String decoded = text.flip().toString();
    return decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
  }

  /**
   * Finds the file.
   *
   * @throws InvalidRequestException if there is none, or a directory in its place
   */
  void requireFile() {
    if (!Files.exists(file)) {
      throw unreadable("no such file");
    }
    if (Files.isDirectory(file)) {
      throw unreadable("it is a directory");
    }
  }

  private byte[] bytes() {
    requireFile();
    try {
      if (Files.size(file) > LARGEST) {
        throw unreadable(
            String.format(
                Locale.ROOT, "%,d bytes (allowed: up to %,d)", Files.size(file), LARGEST));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Refuses what the file holds. */
  InvalidRequestException unusable(String why, Exception cause) {
    return new InvalidRequestException("Cannot use " + what + " " + file + ": " + why, cause);
  }

  InvalidRequestException unreadable(IOException e) {
    String why = e instanceof AccessDeniedException ? "access denied" : e.getMessage();
    return new InvalidRequestException("Cannot read " + what + " " + file + ": " + why, e);
  }

  private InvalidRequestException unreadable(String why) {
    return new InvalidRequestException("Cannot read " + what + " " + file + ": " + why);
  }
}
