package io.truthound.temporal.app.badinput;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Random;

/** Makes files in a folder, sound ones and damaged ones. */
final class Tables {
  /** Rows of a row group, the smallest that DuckDB writes as asked. */
  static final int ROW_GROUP = 20_480;

  private final Path folder;

  Tables(Path folder) {
    this.folder = folder;
  }

  /** Writes the rows of a query as Parquet. */
  Path parquet(String name, String query) {
    Path file = folder.resolve(name);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)"
              .formatted(query, file, ROW_GROUP));
      return file;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes rows of {@code id} from 0 and an {@code amount} that does not compress. */
  Path amounts(String name, int rows) {
    return parquet(
        name,
        "SELECT range AS id, (hash(range) %% 1000000)::DOUBLE / 7 AS amount FROM range(%d)"
            .formatted(rows));
  }

  Path text(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path bytes(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the pages of one column in one row group lie in a file. */
  record Pages(long offset, long bytes) {
    static Pages of(Path file, int rowGroup, String column) {
      try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = duckdb.createStatement();
          ResultSet found =
              statement.executeQuery(
                  ("SELECT data_page_offset, total_compressed_size FROM parquet_metadata('%s')"
                          + " WHERE row_group_id = %d AND path_in_schema = '%s'")
                      .formatted(file, rowGroup, column))) {
        found.next();
        return new Pages(found.getLong(1), found.getLong(2));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Overwrites bytes of a file with others. */
  static void flip(Path file, long offset, int count) {
    byte[] noise = new byte[count];
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(offset);
      bytes.readFully(noise);
      Random random = new Random(7);
      for (int at = 0; at < count; at++) {
        noise[at] ^= (byte) (1 + random.nextInt(255));
      }
      bytes.seek(offset);
      bytes.write(noise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps only the first bytes of a file. */
  static void truncate(Path file, long length) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file that lies beside the tests. */
  static byte[] resource(String name) {
    try (InputStream bytes = Tables.class.getResourceAsStream("/" + name)) {
      return Objects.requireNonNull(bytes, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
