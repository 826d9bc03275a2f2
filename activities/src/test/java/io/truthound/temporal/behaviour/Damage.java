package io.truthound.temporal.behaviour;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;

/** Breaks Parquet files where a test wants it. */
final class Damage {
  private Damage() {}

  /** Overwrites the first page header of a column in a row group. */
  static void firstPage(Path file, String column, int group) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement();
        ResultSet offsets =
            statement.executeQuery(
                "SELECT coalesce(dictionary_page_offset, data_page_offset) FROM parquet_metadata('%s') WHERE path_in_schema = '%s' AND row_group_id = %d"
                    .formatted(file, column, group));
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      offsets.next();
      bytes.seek(offsets.getLong(1));
      byte[] rubbish = new byte[64];
      Arrays.fill(rubbish, (byte) 0xff);
      bytes.write(rubbish);
    }
  }
}
