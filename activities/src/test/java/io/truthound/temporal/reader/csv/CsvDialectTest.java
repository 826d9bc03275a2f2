package io.truthound.temporal.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDialectTest {
  @Test
  void isCommasAndDoubleQuotesByDefault() {
    assertThat(CsvDialect.DEFAULT).isEqualTo(new CsvDialect((byte) ',', (byte) '"'));
  }

  @ParameterizedTest
  @ValueSource(chars = {'a', '7', ' ', '\n', '\r', '\0', '\\', '-', '+', '.', '_', 'é'})
  void refusesDelimitersThatCouldBeText(char delimiter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsvDialect.of(delimiter))
        .withMessageStartingWith("Invalid delimiter: ")
        .withMessageEndingWith(" (allowed: tab or a punctuation character of ASCII)");
  }

  @Test
  void refusesTheSameByteTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsvDialect.of('"', '"'))
        .withMessage("Invalid dialect: delimiter and quote are both '\"'");
  }
}
