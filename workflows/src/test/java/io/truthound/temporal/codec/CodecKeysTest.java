package io.truthound.temporal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecKeysTest {
  private static final String KEY = "QUFB".repeat(10) + "QUE=";

  @TempDir Path folder;

  private Path file(String permissions, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--r-----"})
  void areReadInOrder(String permissions) throws IOException {
    CodecKeys keys =
        CodecKeys.read(
            file(permissions, "# rotated\n\n2026-11:" + KEY + "\r\n a : " + KEY + " \n"));

    assertThat(keys.ids()).containsExactly("2026-11", "a");
    assertThat(keys).hasToString("CodecKeys[2026-11, a]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-----w-"})
  void areRefusedWhereOthersMayReadThem(String permissions) throws IOException {
    Path file = file(permissions, "a: " + KEY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodecKeys.read(file))
        .withMessage(
            "Invalid keys: others may read or write the file (allowed: owner and group; chmod 640)");
  }

  @Test
  void areNotThere() {
    assertThatIOException().isThrownBy(() -> CodecKeys.read(folder.resolve("none")));
  }

  /** KEY is 32 bytes in base64, UNPADDED is too, SHORT is 31; none of it may be shown. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''             | Invalid keys: none (allowed: a line "id: base64" each)
          # a: KEY       | Invalid keys: none (allowed: a line "id: base64" each)
          KEY            | Invalid key in line 1: no id and colon before it (allowed: 1 to 32 letters, digits, ".", "_" and "-")
          UNPADDED: a    | Invalid key in line 1: no id and colon before it (allowed: 1 to 32 letters, digits, ".", "_" and "-")
          KEY: a         | Invalid key in line 1: no id and colon before it (allowed: 1 to 32 letters, digits, ".", "_" and "-")
          a b: KEY       | Invalid key in line 1: no id and colon before it (allowed: 1 to 32 letters, digits, ".", "_" and "-")
          a: !KEY        | Invalid key a in line 1: not base64 (allowed: 32 bytes in base64)
          a: SHORT       | Invalid key a in line 1: 31 bytes (allowed: 32)
          a:             | Invalid key a in line 1: 0 bytes (allowed: 32)
          a: KEY~a: KEY  | Invalid key in line 2: there is a key a before it
          """)
  void areRefusedWithoutBeingShown(String text, String message) {
    String keys =
        text.replace("KEY", KEY)
            .replace("UNPADDED", KEY.replace("=", ""))
            .replace("SHORT", "QUFB".repeat(10) + "QQ==");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodecKeys.parse(keys.replace('~', '\n')))
        .withMessage(message)
        .withNoCause();
    assertThat(message).doesNotContain("QUFB");
  }
}
