package io.truthound.temporal.app.request;

import io.truthound.temporal.codec.CodecKeys;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the keys of a codec from where a user keeps them. */
public final class CodecKeyFile {
  private CodecKeyFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidRequestException if it cannot be read, others may read it, or it holds no keys
   */
  public static CodecKeys read(Path file) {
    UserFile given = new UserFile("codec keys", file);
    given.requireFile();
    try {
      return CodecKeys.read(file);
    } catch (IllegalArgumentException e) {
      throw given.unusable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw given.unreadable(e);
    }
  }
}
