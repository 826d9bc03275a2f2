package io.truthound.temporal.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void saysSizesInTheUnitThatFits() {
    assertThat(Words.bytes(1)).isEqualTo("1 byte");
    assertThat(Words.bytes(999)).isEqualTo("999 bytes");
    assertThat(Words.bytes(13_493_022)).isEqualTo("13.5 MB");
    assertThat(Words.bytes(999_990)).isEqualTo("1.0 MB");
    assertThat(Words.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }

  @Test
  void keepsTheDigitsOfAShareThatCount() {
    assertThat(Words.share(3, 3_000_000)).isEqualTo("0.0001 %");
    assertThat(Words.share(44, 641)).isEqualTo("6.9 %");
    assertThat(Words.share(641, 641)).isEqualTo("100 %");
    assertThat(Words.share(0, 5)).isEmpty();
    assertThat(Words.share(0, 0)).isEmpty();
  }

  @Test
  void letsNoValueBreakTheTerminal() {
    assertThat(Words.value("a\u001b[2Jb\nc")).isEqualTo("\"a\\u001b[2Jb\\nc\"");
    assertThat(Words.value("x".repeat(500))).isEqualTo('"' + "x".repeat(80) + "…\"");
    assertThat(Words.value(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(Words.value(null)).isEqualTo("null");
    assertThat(Words.safe("\ud800 \ufffe \u2028 \u202e \ud83d\ude00"))
        .isEqualTo("\\ud800 \\ufffe \\u2028 \\u202e \ud83d\ude00");
  }
}
