package io.truthound.temporal.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text",
        "text/plain;q=0.5, application/openmetrics-text; version=1.0.0; q=0.6",
        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
      })
  void isOpenMetricsWhereThatIsLikedAtLeastAsMuch(String accept) {
    assertThat(Exposition.of(List.of(accept))).isEqualTo(Exposition.OPEN_METRICS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "text/html",
        "text/plain",
        "application/openmetrics-text;q=0",
        "application/openmetrics-text;q=often",
        "application/openmetrics-text;q=0.3,text/plain;q=0.4"
      })
  void isPrometheusTextOtherwise(String accept) {
    assertThat(Exposition.of(List.of(accept))).isEqualTo(Exposition.PROMETHEUS);
  }

  @Test
  void isPrometheusTextWhereNothingIsSaid() {
    assertThat(Exposition.of(List.of())).isEqualTo(Exposition.PROMETHEUS);
  }
}
