package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.CodecKeyFile;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.codec.AesGcmCodec;
import io.truthound.temporal.codec.CodecKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the keys of the codec are: an option's file, a variable's file, or a variable. */
final class CodecKeySource {
  static final String OPTION = "--codec-keys";
  static final String FILE = "TRUTHOUND_CODEC_KEYS";
  static final String KEYS = "TRUTHOUND_CODEC_KEY";

  private CodecKeySource() {}

  /**
   * Returns the codec of the keys that were named, or null where none were.
   *
   * @param option the option's file, if it was given: the variables do not count then
   * @throws InvalidRequestException if they cannot be read, or both variables are set
   */
  static @Nullable AesGcmCodec codec(@Nullable Path option, Terminal terminal) {
    String file = terminal.variable(FILE);
    String keys = terminal.variable(KEYS);
    if (option != null) {
      return AesGcmCodec.of(CodecKeyFile.read(option));
    }
    if (file != null && keys != null) {
      throw new InvalidRequestException(
          "Cannot use both " + FILE + " and " + KEYS + ": the keys are in a file or in a variable");
    }
    if (file != null) {
      return AesGcmCodec.of(CodecKeyFile.read(Path.of(file)));
    }
    return keys == null ? null : AesGcmCodec.of(parsed(keys));
  }

  private static CodecKeys parsed(String keys) {
    try {
      return CodecKeys.parse(keys.replace(',', '\n'));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("Cannot use " + KEYS + ": " + e.getMessage(), e);
    }
  }
}
