package io.truthound.temporal.behaviour;

import io.truthound.temporal.dataset.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes small Parquet files. */
final class Tables {
  private Tables() {}

  /**
   * Writes files of equal size into a folder: {@code x} counts rows through all of them, {@code h}
   * does not compress. With a slice target of one row every file is a slice.
   */
  static Dataset files(Path folder, int files, long rowsEach) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      for (int file = 0; file < files; file++) {
        statement.execute(
            "COPY (SELECT i AS x, (hash(i) %% 9000000000000000000)::BIGINT AS h FROM range(%d, %d) t(i)) TO '%s' (FORMAT parquet, COMPRESSION uncompressed)"
                .formatted(file * rowsEach, (file + 1) * rowsEach, file(folder, file)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Dataset.parquet(folder.toString()).named("numbers");
  }

  /** Writes what a query returns as one file. */
  static Dataset table(Path file, String query) {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Dataset.parquet(file.toString()).named("numbers");
  }

  /** Writes a query's rows as one file of row groups with 2,048 rows; each is a block. */
  static Dataset groups(Path file, String query) {
    return groups(file, query, 2_048);
  }

  /** Writes a query's rows as one file of one row group. */
  static Dataset group(Path file, String query) {
    return groups(file, query, 1_000_000);
  }

  private static Dataset groups(Path file, String query, int rows) {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)".formatted(query, file, rows));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Dataset.parquet(file.toString()).named("numbers");
  }

  static Path file(Path folder, int file) {
    return folder.resolve("part-%03d.parquet".formatted(file));
  }
}
