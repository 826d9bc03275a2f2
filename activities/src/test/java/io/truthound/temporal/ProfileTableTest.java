package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.result.ColumnProfile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of columns worked out by hand, of text whose types are declared. */
class ProfileTableTest {
  @TempDir static Path folder;
  private static Engines engines;
  private static int files;

  @BeforeAll
  static void open() {
    engines = new Engines(folder);
  }

  @AfterAll
  static void close() throws Exception {
    engines.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "ndjson"})
  void keepsEveryDigitOfIntegersOf128Bits(String format) throws Exception {
    String lowest = "-170141183460469231731687303715884105728";

    ColumnProfile column = profile(format, "int128", List.of(lowest, "9007199254740993", "0"));

    assertThat(column.min()).isEqualTo(lowest);
    assertThat(column.max()).isEqualTo("9007199254740993");
    assertThat(column.distinct().count()).isEqualTo(3);
    assertThat(column.numbers().mean())
        .isEqualTo(new BigDecimal("-56713727820156410577226098838876454911.666667"));
  }

  /** The halves of -1 are equal, as those of 0 are. */
  @ParameterizedTest
  @CsvSource({"int128", "'decimal(38,0)'", "'decimal(19,0)'", "'decimal(18,0)'", "int64"})
  void countsNumbersWhoseHalvesAreEqual(String type) throws Exception {
    ColumnProfile column = profile("csv", type, List.of("-1", "0", "-1", "1"));

    assertThat(column.distinct()).isEqualTo(new ColumnProfile.Distinct(3, true, 0));
  }

  private static ColumnProfile profile(String format, String type, List<String> values)
      throws Exception {
    boolean csv = format.equals("csv");
    Path file = folder.resolve("table" + files++ + "." + format);
    String lines =
        String.join("\n", values.stream().map(x -> csv ? x : "{\"x\": " + x + "}").toList());
    Files.writeString(file, (csv ? "x\n" : "") + lines + "\n");
    Dataset dataset =
        Dataset.of(file.toString())
            .withOptions(ReaderOptions.DEFAULT.withColumn("x", DataType.parse(type)));
    return engines
        .profile(dataset, ProfileScope.ALL, Scenario.target(0), new Random(1))
        .columns()
        .get(0);
  }
}
