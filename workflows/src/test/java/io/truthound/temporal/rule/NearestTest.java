package io.truthound.temporal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> NAMES = List.of("delay", "date", "distance", "id", "DELAYED");

  @ParameterizedTest
  @CsvSource({
    "dely, delay",
    "DELAY, delay",
    "delayd, delay",
    "dleay, delay",
    "distnace, distance",
    "dat, date",
    "ids, id",
    "di, id",
    "delayedd, DELAYED",
    "zzzzzz,",
    "x,",
    "'',"
  })
  void findsTheNameThatWasProbablyMeant(String name, String nearest) {
    assertThat(Nearest.to(name, NAMES).orElse(null)).isEqualTo(nearest);
  }

  @Test
  void takesTheFirstOfEquallyNearNames() {
    assertThat(Nearest.to("col0", List.of("col1", "col2"))).contains("col1");
    assertThat(Nearest.to("col0", List.of("col2", "col1"))).contains("col2");
  }

  @Test
  void costsLittleForHugeNames() {
    assertThat(Nearest.to("a".repeat(10_000_000), NAMES)).isEmpty();
  }
}
