package io.truthound.temporal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderOptionsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final ReaderOptions ALL =
      ReaderOptions.DEFAULT
          .withDelimiter("tab")
          .withQuote("'")
          .withHeader(false)
          .withEncoding(TextEncoding.LATIN_1)
          .withNulls("", "NA")
          .withDateFormats("%d.%m.%Y")
          .withTimestampFormats("%d.%m.%Y %H:%M", "%c")
          .withColumn("id", DataType.parse("int32"))
          .withColumn("price", DataType.decimal(9, 2));

  @Test
  void travelsWithItsDataset() throws JsonProcessingException {
    Dataset dataset = Dataset.of("/a.csv").withAllowMissing(true).withOptions(ALL);

    String json = MAPPER.writeValueAsString(dataset);

    assertThat(MAPPER.readValue(json, Dataset.class)).isEqualTo(dataset);
    assertThat(json)
        .contains("\"allowMissing\":true", "\"delimiter\":\"\\t\"", "\"type\":\"decimal(9,2)\"");
  }

  @Test
  void takesNoRoomWhereNothingIsSaid() throws JsonProcessingException {
    String json =
        MAPPER.writeValueAsString(Dataset.of("/a.csv").withOptions(ReaderOptions.DEFAULT));

    assertThat(json).isEqualTo("{\"name\":null,\"uris\":[\"/a.csv\"],\"format\":null}");
    assertThat(MAPPER.readValue(json, Dataset.class).effectiveOptions())
        .isEqualTo(ReaderOptions.DEFAULT);
  }

  @Test
  void saysWhatIsGiven() {
    assertThat(ALL.given())
        .containsExactly(
            "delimiter",
            "quote",
            "header",
            "nulls",
            "date formats",
            "timestamp formats",
            "encoding",
            "columns");
    assertThat(ReaderOptions.DEFAULT.given()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";;", "TAB"})
  void refusesADelimiterThatIsNotOneCharacter(String delimiter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReaderOptions.DEFAULT.withDelimiter(delimiter))
        .withMessage(
            "Invalid delimiter: \"%s\" (allowed: one character, or tab)".formatted(delimiter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yyyy-MM-dd", "100%%", "%Y-%m-%dT%H:%M:%S%z", "%d.%m.%Y %Z"})
  void refusesAFormatWithoutLettersOrWithATimeZone(String format) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReaderOptions.DEFAULT.withDateFormats(format))
        .withMessage(
            "Invalid format: \"%s\" (allowed: letters such as %%d.%%m.%%Y, without a time zone)"
                .formatted(format));
  }

  @Test
  void refusesAColumnThatIsDeclaredTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withColumn("id", DataType.parse("string")))
        .withMessage("Invalid columns: \"id\" is declared twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"time", "binary", "uuid", "interval", "timestamp_tz"})
  void refusesATypeThatTextIsNotReadAs(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReaderOptions.DEFAULT.withColumn("x", DataType.parse(type)))
        .withMessage(
            "Invalid type of column \"x\": %s (allowed for text: numbers, string, bool, date,"
                    .formatted(type)
                + " timestamp)");
  }

  @Test
  void readsEncodingsByTheirNames() {
    assertThat(TextEncoding.parse("UTF-8")).isEqualTo(TextEncoding.UTF_8);
    assertThat(TextEncoding.parse("iso-8859-1")).isEqualTo(TextEncoding.LATIN_1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextEncoding.parse("ebcdic"))
        .withMessage(
            "Invalid encoding: \"ebcdic\" (allowed: utf-8, latin-1, windows-1252, utf-16, utf-16le,"
                + " utf-16be)");
  }
}
