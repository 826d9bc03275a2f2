package io.truthound.temporal.config;

import static io.truthound.temporal.config.Showing.FULL;
import static io.truthound.temporal.config.Showing.MASKED;
import static io.truthound.temporal.config.Showing.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleValuesTest {
  /** As Temporal writes arguments and results. */
  private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  @Test
  void ofEachColumnTheStricterWins() {
    SampleValues request = SampleValues.MASKED.with("id", FULL).with("iban", NONE);
    SampleValues worker = SampleValues.FULL.with("mail", NONE).with("id", FULL);

    SampleValues both = request.stricter(worker);

    assertThat(both).isEqualTo(worker.stricter(request));
    assertThat(both.of("id")).isEqualTo(FULL);
    assertThat(both.of("iban")).isEqualTo(NONE);
    assertThat(both.of("mail")).isEqualTo(NONE);
    assertThat(both.of("other")).isEqualTo(MASKED);
    assertThat(both.stricter(SampleValues.NONE).of("id")).isEqualTo(NONE);
    assertThat(both.stricter(SampleValues.FULL)).isEqualTo(both);
  }

  @Test
  void amongColumnsNothingElseIsNamed() {
    SampleValues values = SampleValues.MASKED.with("a", FULL).with("b", MASKED).with("c", NONE);

    assertThat(values.among(List.of("a", "b")))
        .isEqualTo(new SampleValues(MASKED, Map.of("a", FULL)));
  }

  @Test
  void whatHasSomethingOfEveryColumnIsShownAsTheStrictest() {
    assertThat(SampleValues.FULL.with("a", NONE).strictest()).isEqualTo(NONE);
    assertThat(SampleValues.FULL.with("a", FULL).hidesNothing()).isTrue();
    assertThat(SampleValues.FULL.with("a", MASKED).hidesNothing()).isFalse();
  }

  @Test
  void jsonOfTheDefaultIsAsItWasBeforeThereWasAChoice() throws Exception {
    String json = JSON.writeValueAsString(BatchConfig.DEFAULT);

    assertThat(json).contains("\"sampleSize\":20").doesNotContain("sampleValues");
    assertThat(JSON.readValue(json, BatchConfig.class)).isEqualTo(BatchConfig.DEFAULT);
  }

  @Test
  void jsonHoldsWhatIsShownOfColumns() throws Exception {
    BatchConfig config = BatchConfig.DEFAULT.withSampleValues(SampleValues.MASKED.with("id", FULL));

    String json = JSON.writeValueAsString(config);

    assertThat(json)
        .contains("\"sampleValues\":{\"others\":\"MASKED\",\"columns\":{\"id\":\"FULL\"}}");
    assertThat(JSON.readValue(json, BatchConfig.class)).isEqualTo(config);
    assertThat(JSON.readValue("{}", SampleValues.class)).isEqualTo(SampleValues.FULL);
  }

  @Test
  void aColumnHasAName() {
    assertThatThrownBy(() -> SampleValues.FULL.with("", MASKED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sampleValues: column=\"\", showing=MASKED");
  }
}
