package io.truthound.temporal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int8|int8",
        "i64|int64",
        "INT|int32",
        "Integer|int32",
        "bigint|int64",
        "hugeint|int128",
        "u8|uint8",
        "UBIGINT|uint64",
        "float|float32",
        "real|float32",
        "double|float64",
        "f64|float64",
        "Utf8|string",
        "str|string",
        "text|string",
        "varchar|string",
        "boolean|bool",
        "date|date",
        "datetime|timestamp",
        "TIMESTAMP WITH TIME ZONE|timestamp_tz",
        "time|time",
        "bytes|binary",
        "blob|binary",
        "uuid|uuid",
        "interval|interval",
        "DECIMAL(10,2)|decimal(10,2)",
        "numeric( 38 , 0 )|decimal(38,0)",
      })
  void readsNamesAndAliasesInAnyCase(String given, String canonical) {
    assertThat(DataType.parse(given).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "int7", "decimal", "decimal(10)", "list", "other(LIST)", "int8(1,1)"})
  void refusesWhatNamesNoType(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataType.parse(text))
        .withMessage(
            "Invalid type: \""
                + text
                + "\" (allowed: int8, int16, int32, int64, int128, uint8, uint16, uint32, uint64,"
                + " float32, float64, decimal(p,s), string, bool, date, timestamp, timestamp_tz,"
                + " time, binary, uuid, interval)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decimal(0,0)", "decimal(39,0)", "decimal(2,3)"})
  void refusesDecimalsThatCannotBe(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataType.parse(text))
        .withMessage(
            "Invalid type: "
                + text
                + " (allowed: 1 to 38 digits, of which 0 to all after the point)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"int8", "decimal(10,2)", "timestamp_tz", "other(STRUCT(a INTEGER))"})
  void travelsAsItsText(String text) throws JsonProcessingException {
    String wire = '"' + text + '"';

    DataType type = MAPPER.readValue(wire, DataType.class);

    assertThat(type.text()).isEqualTo(text);
    assertThat(MAPPER.writeValueAsString(type)).isEqualTo(wire);
  }

  @Test
  void columnsTravelAsRecords() throws JsonProcessingException {
    Column column = new Column("a", DataType.other("VARCHAR[]"), false);

    String wire = MAPPER.writeValueAsString(column);

    assertThat(wire).isEqualTo("{\"name\":\"a\",\"type\":\"other(VARCHAR[])\",\"nullable\":false}");
    assertThat(MAPPER.readValue(wire, Column.class)).isEqualTo(column);
  }

  @ParameterizedTest
  @CsvSource({
    "int128, true, true, false",
    "uint64, true, true, false",
    "float32, true, false, true",
    "'decimal(4,2)', true, false, false",
    "string, false, false, false",
    "bool, false, false, false",
    "date, false, false, false",
  })
  void knowsItsFamily(String text, boolean numeric, boolean integral, boolean floating) {
    DataType type = DataType.parse(text);

    assertThat(type.numeric()).isEqualTo(numeric);
    assertThat(type.integral()).isEqualTo(integral);
    assertThat(type.floating()).isEqualTo(floating);
  }

  @Test
  void knowsTextAndTime() {
    assertThat(DataType.parse("string").textual()).isTrue();
    assertThat(DataType.parse("date").textual()).isFalse();
    assertThat(DataType.parse("date").temporal()).isTrue();
    assertThat(DataType.parse("time").temporal()).isTrue();
    assertThat(DataType.parse("interval").temporal()).isFalse();
    assertThat(DataType.parse("string").temporal()).isFalse();
  }
}
