package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that neither memory nor scratch space holds at once. */
class LittleMemoryTest {
  private static final long KEYS = 1_500_000;

  @TempDir Path folder;

  @Test
  void aPartitionThatDoesNotFitIsCutInTwoUntilItDoes() throws Exception {
    Path file = folder.resolve("keys.parquet");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (SELECT CASE WHEN i = %1$d THEN 7919 ELSE i * 7919 %% 1500007 END AS k FROM range(%1$d + 1) t(i)) TO '%2$s' (FORMAT parquet, ROW_GROUP_SIZE 20480)"
              .formatted(KEYS, file));
    }
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    DuckDbSettings little = new DuckDbSettings(8L << 20, scratch, 1L << 20);

    try (Engines engines = new Engines(little)) {
      KeyEngine.Found found =
          engines.countKeys(
              Dataset.parquet(file.toString()), RuleSet.of(new Unique("k")), BatchConfig.DEFAULT);

      assertThat(found.count()).isEqualTo(new KeyCount(KEYS + 1, KEYS, 1));
      assertThat(found.rows()).extracting(KeyEngine.FailingKey::order).containsExactly(KEYS);
    }
  }
}
