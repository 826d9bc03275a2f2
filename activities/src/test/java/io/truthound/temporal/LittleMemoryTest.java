package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What neither memory nor scratch space holds at once. */
class LittleMemoryTest {
  private static final long KEYS = 1_500_000;

  @TempDir Path folder;

  @Test
  void aPartitionThatDoesNotFitIsCutInTwoUntilItDoes() throws Exception {
    Dataset keys =
        written(
            "SELECT CASE WHEN i = %1$d THEN 7919 ELSE i * 7919 %% 1500007 END AS k FROM range(%1$d + 1) t(i)"
                .formatted(KEYS),
            20_480);

    try (Engines engines = little(8L << 20)) {
      KeyEngine.Found found =
          engines.countKeys(keys, RuleSet.of(new Unique("k")), BatchConfig.DEFAULT);

      assertThat(found.count()).isEqualTo(new KeyCount(KEYS + 1, KEYS, 1));
      assertThat(found.rows()).extracting(KeyEngine.FailingKey::order).containsExactly(KEYS);
    }
  }

  @Test
  void aRowGroupWhoseDifferentValuesDoNotFitIsProfiled() throws Exception {
    Dataset values =
        written("SELECT i * 7919 %% 3000017 AS x FROM range(%d) t(i)".formatted(KEYS), KEYS);

    try (Engines engines = little(30L << 20)) {
      ColumnProfile profile =
          engines
              .profile(
                  values,
                  ProfileScope.ALL,
                  new SliceTarget(1L << 30, 1L << 30, KEYS),
                  new Random(1))
              .columns()
              .get(0);

      assertThat(profile.values()).isEqualTo(KEYS);
      assertThat(profile.distinct().count()).isCloseTo(KEYS, Percentage.withPercentage(5));
    }
  }

  private Dataset written(String query, long rowGroup) throws SQLException {
    Path file = folder.resolve("data.parquet");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)".formatted(query, file, rowGroup));
    }
    return Dataset.parquet(file.toString());
  }

  private Engines little(long memory) throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    return new Engines(new DuckDbSettings(memory, scratch, 1L << 20));
  }
}
