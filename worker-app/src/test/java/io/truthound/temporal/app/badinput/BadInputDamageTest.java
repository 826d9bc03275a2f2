package io.truthound.temporal.app.badinput;

import static io.truthound.temporal.app.badinput.Checks.inRange;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damage wherever it strikes: an answer or a refusal, never a stack trace and never a retry. */
@Timeout(600)
class BadInputDamageTest {
  /** A sample; {@code bench/soak damage} looks harder, at other seeds. */
  private static final int ROUNDS = Integer.getInteger("truthound.damage.rounds", 15);

  private static final long SEED = Long.getLong("truthound.damage.seed", 42);

  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @Test
  void answersOrRefusesParquetThatIsDamagedAnywhere() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Path file =
          tables.parquet(
              "damaged-" + round + ".parquet",
              "SELECT range AS id, (hash(range) % 1000000)::DOUBLE / 7 AS amount,"
                  + " 'name ' || range % 50 AS name FROM range(45000)");
      damage(file, random);

      Said said = checks.with(file, options(inRange("amount", "min", 0), "name"));

      isAnswerOrRefusal(said, file);
    }
  }

  @Test
  void answersOrRefusesCsvThatIsDamagedAnywhere() {
    Random random = new Random(SEED + 1);
    String text =
        IntStream.range(0, 2_000)
            .mapToObj(row -> row + "," + row + ".5,\"name, " + row % 50 + "\"\n")
            .collect(Collectors.joining("", "id,amount,name\n", ""));
    for (int round = 0; round < ROUNDS; round++) {
      Path file = tables.text("damaged-" + round + ".csv", text);
      damage(file, random);

      Said said = checks.with(file, options(inRange("id", "min", 5), "name"));

      isAnswerOrRefusal(said, file);
    }
  }

  @Test
  void answersOrRefusesArrowThatIsDamagedAnywhere() {
    Random random = new Random(SEED + 2);
    List<String> sound =
        List.of("three-batches.arrow", "three-batches.arrows", "lz4.arrow", "polars.arrow");
    for (int round = 0; round < 2 * ROUNDS; round++) {
      String name = sound.get(random.nextInt(sound.size()));
      Path file = tables.bytes(round + "-" + name, Tables.resource("arrow/" + name));
      damage(file, random);

      Said said = checks.with(file, options(inRange("id", "min", 5), "name"));

      isAnswerOrRefusal(said, file);
      if (said.status() < 2) {
        assertThat(said.report().get("dataset").get("rows").asLong()).isEqualTo(300);
      }
    }
  }

  private static String[] options(String rule, String key) {
    return new String[] {
      "--rule", rule, "--rule", Checks.ID_THERE, "--key", key, "--max-attempts", "1"
    };
  }

  private static void damage(Path file, Random random) {
    long size = Tables.size(file);
    int bytes = (int) Math.min(size / 2, 1L << random.nextInt(12));
    long last = size - bytes;
    boolean nearTheEnd = random.nextInt(3) == 0;
    Tables.flip(
        file, nearTheEnd ? last - random.nextInt(500) : (long) (random.nextDouble() * last), bytes);
  }

  private static void isAnswerOrRefusal(Said said, Path file) {
    if (said.status() == 2) {
      assertThat(said.err()).containsAnyOf(file.toString(), "Invalid rule", "Unknown key column");
      assertThat(said.out()).isEmpty();
      return;
    }
    assertThat(said.status()).as(said.err()).isIn(0, 1, 3);
    for (JsonNode error : said.report().get("errors")) {
      assertThat(error.get("type").asText()).as(said.out()).isEqualTo("truthound.DataUnreadable");
      assertThat(error.get("message").asText())
          .matches("(?s)rows \\d+ to \\d+ of \\Q" + file.toUri() + "\\E cannot be read: .+");
    }
    assertThat(said.status() == 3).isEqualTo(!said.report().get("errors").isEmpty());
  }

  @Test
  void tellsWantOfMemoryFromDamage() throws SQLException {
    DuckDbSettings small = new DuckDbSettings(16 << 20, folder, 1 << 20);
    try (DuckDb db = DuckDb.open(small, List.of())) {
      ThrowingCallable greedy =
          () -> db.query("SELECT list(range) FROM range(50000000)", ScanWatch.NONE, row -> {});

      Throwable failure = ThrowableAssert.catchThrowable(greedy);

      assertThat(failure).isInstanceOf(SQLException.class);
      assertThat(DuckDbErrors.isOutOfMemory((SQLException) failure)).as("%s", failure).isTrue();
    }
  }
}
