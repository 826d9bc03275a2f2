package io.truthound.temporal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int32         | int64         | int64",
        "int8          | int16         | int16",
        "uint8         | uint32        | uint32",
        "uint8         | int8          | int16",
        "uint16        | int64         | int64",
        "uint32        | int32         | int64",
        "uint64        | int8          | int128",
        "float32       | float64       | float64",
        "date          | timestamp     | timestamp",
        "decimal(9,2)  | decimal(4,3)  | decimal(10,3)",
        "decimal(38,0) | decimal(1,0)  | decimal(38,0)",
        "decimal(30,0) | decimal(10,8) | decimal(38,8)",
        "string        | string        | string",
      })
  void holdsTheValuesOfBoth(String one, String other, String both) {
    assertThat(widened(one, other)).contains(DataType.parse(both));
    assertThat(widened(other, one)).contains(DataType.parse(both));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int8          | float64",
        "int64         | float64",
        "int32         | decimal(12,2)",
        "float32       | decimal(4,2)",
        "decimal(38,0) | decimal(38,1)",
        "date          | timestamp_tz",
        "timestamp     | timestamp_tz",
        "date          | string",
        "bool          | int8",
        "string        | binary",
      })
  void leavesFamiliesApart(String one, String other) {
    assertThat(widened(one, other)).isEmpty();
    assertThat(widened(other, one)).isEmpty();
  }

  private static Optional<DataType> widened(String one, String other) {
    return Widening.of(DataType.parse(one), DataType.parse(other));
  }

  @Test
  void comesToTheSameInAnyOrder() {
    List<DataType> all = new ArrayList<>();
    for (String name : DataType.names()) {
      if (!name.startsWith("decimal")) {
        all.add(DataType.parse(name));
      }
    }
    all.addAll(List.of(DataType.decimal(9, 2), DataType.decimal(20, 10), DataType.decimal(38, 0)));

    for (DataType a : all) {
      for (DataType b : all) {
        for (DataType c : all) {
          Optional<DataType> left = Widening.of(a, b).flatMap(ab -> Widening.of(ab, c));
          Optional<DataType> right = Widening.of(b, c).flatMap(bc -> Widening.of(a, bc));
          assertThat(left).as("%s, %s, %s", a, b, c).isEqualTo(right);
        }
      }
    }
  }
}
