package io.truthound.temporal.app.request;

import java.nio.file.Path;

/** Reads a token from a file. */
public final class TokenFile {
  private TokenFile() {}

  /**
   * Returns what the file holds, without white space around it.
   *
   * @throws InvalidRequestException if it cannot be read or is blank
   */
  public static String read(Path file) {
    String token = new UserFile("token", file).text().strip();
    if (token.isEmpty()) {
      throw new InvalidRequestException("Cannot use token " + file + ": it is blank");
    }
    return token;
  }
}
