package io.truthound.temporal.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {

  @Test
  void nothingIsSetByDefault() {
    assertThat(S3Settings.of(Map.of())).isEqualTo(S3Settings.DEFAULT);
  }

  @Test
  void variablesSetWhatAwsHasNoNameFor() {
    assertThat(
            S3Settings.of(
                Map.of(
                    "TRUTHOUND_S3_PATH_STYLE", "false",
                    "TRUTHOUND_S3_ANONYMOUS", "TRUE",
                    "TRUTHOUND_S3_ENCRYPTION", "aws:kms",
                    "TRUTHOUND_S3_ENCRYPTION_KEY", "alias/state",
                    "TRUTHOUND_S3_TIMEOUT_SECONDS", "5")))
        .isEqualTo(
            new S3Settings(null, false, true, "aws:kms", "alias/state", Duration.ofSeconds(5)));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertRefused("TRUTHOUND_S3_ANONYMOUS", "maybe", "true, false");
    assertRefused("TRUTHOUND_S3_ENCRYPTION", "rot13", "AES256, aws:kms, aws:kms:dsse");
    assertRefused("TRUTHOUND_S3_TIMEOUT_SECONDS", "0", "whole seconds, 1 or more");
    assertRefused("TRUTHOUND_S3_TIMEOUT_SECONDS", "soon", "whole seconds, 1 or more");
  }

  private static void assertRefused(String name, String value, String allowed) {
    assertThatThrownBy(() -> S3Settings.of(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid %s: %s (allowed: %s)", name, value, allowed);
  }
}
