package io.truthound.temporal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "Ann.Lee+7@example.org | Xxx.Xxx+#@xxxxxxx.xxx",
        "DE89 3704 0044        | XX## #### ####",
        "2026-11-29T14:05:00Z  | ####-##-##X##:##:##X",
        "Ærøskøbing Øst        | Xxxxxxxxxx Xxx",
        "東京都                | xxx",
        "٣٤ ª                  | ## x",
        "-Infinity             | -Xxxxxxxx",
      })
  void masksLettersAndDigitsAndKeepsTheShape(String value, String masked) {
    assertThat(Showing.MASKED.of(value)).isEqualTo(masked);
  }

  @Test
  void masksNumbersAsTheyAreShown() {
    assertThat(Showing.MASKED.of(new BigDecimal("-12.50"))).isEqualTo("-##.##");
    assertThat(Showing.MASKED.of(new BigDecimal("1E+3"))).isEqualTo("####");
    assertThat(Showing.MASKED.of(new BigDecimal("1E+9999"))).isEqualTo("#X+####");
    assertThat(Showing.MASKED.of(BigInteger.TEN)).isEqualTo("##");
  }

  @Test
  void bothTruthsLookAlike() {
    assertThat(Showing.MASKED.of(true)).isEqualTo("xxxx").isEqualTo(Showing.MASKED.of(false));
  }

  @Test
  void whatIsNoValueStaysNone() {
    for (Showing showing : Showing.values()) {
      assertThat(showing.of(null)).isNull();
    }
  }

  @Test
  void fullShowsTheValueAndNoneNothing() {
    assertThat(Showing.FULL.of("Ann")).isEqualTo("Ann");
    assertThat(Showing.NONE.of("Ann")).isNull();
    assertThat(Showing.NONE.ofText("Ann")).isNull();
  }

  @Property(tries = 300)
  void noLetterAndNoDigitSurvives(@ForAll String value) {
    String masked = Showing.MASKED.ofText(value);

    assertThat(masked).matches("[xX#]|[ -~&&[^a-zA-Z0-9]]|" + "([xX#]|[ -~&&[^a-zA-Z0-9]])*");
    assertThat(masked.codePointCount(0, masked.length()))
        .isEqualTo(value.codePointCount(0, value.length()));
    IntPredicate kept = letter -> letter >= ' ' && letter <= '~';
    int[] before = value.codePoints().toArray();
    for (int at = 0; at < before.length; at++) {
      if (kept.test(before[at]) && !Character.isLetterOrDigit(before[at])) {
        assertThat((int) masked.charAt(at)).isEqualTo(before[at]);
      }
    }
  }

  @Property(tries = 100)
  void whatWasMaskedStaysAsItIs(@ForAll String value) {
    Object masked = Showing.MASKED.of(value);

    assertThat(Showing.MASKED.of(masked)).isEqualTo(masked);
  }
}
