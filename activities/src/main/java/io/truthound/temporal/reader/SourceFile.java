package io.truthound.temporal.reader;

import java.nio.file.Path;

/**
 * A source as planning looks at it.
 *
 * @param bytes the file that holds its bytes as its format has them
 * @param named the file that the user knows: the same, unless the bytes had to be unpacked
 */
public record SourceFile(Path bytes, Path named) {

  /** Takes a file as it is. */
  public static SourceFile of(Path file) {
    return new SourceFile(file, file);
  }

  /** Returns what is to be said of the source to whoever knows its name. */
  public String inWords(String message) {
    return message.replace(bytes.toString(), named.toString());
  }
}
