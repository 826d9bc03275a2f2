package io.truthound.temporal.duckdb;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB instance in memory that can reach the given files and nothing else. One caller at a
 * time.
 */
public final class DuckDb implements AutoCloseable {
  private static volatile @Nullable String version;

  private final Connection connection;
  private final List<Path> readable;

  private DuckDb(Connection connection, List<Path> readable) {
    this.connection = connection;
    this.readable = readable;
  }

  /** Takes one row of an answer. */
  @FunctionalInterface
  public interface RowHandler {
    void accept(ResultSet row) throws SQLException;
  }

  /**
   * Opens an instance and locks it down.
   *
   * @param settings memory, scratch space and threads
   * @param readable the only files that it may open, or folders with all in them, which it could
   *     also write to; no other function reaches the world
   * @throws SQLException if DuckDB does not start
   */
  public static DuckDb open(DuckDbSettings settings, List<Path> readable) throws SQLException {
    return open(settings, readable, false);
  }

  /**
   * Opens the same, which streams its answers: of any size, but an error of a query's execution is
   * nothing but an "Invalid result set".
   */
  static DuckDb openStreaming(DuckDbSettings settings, List<Path> readable) throws SQLException {
    return open(settings, readable, true);
  }

  private static DuckDb open(DuckDbSettings settings, List<Path> readable, boolean streams)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("threads", String.valueOf(settings.threads()));
    properties.setProperty("memory_limit", settings.memoryLimit() + "B");
    properties.setProperty("temp_directory", settings.scratch().toString());
    properties.setProperty("max_temp_directory_size", settings.scratchLimit() + "B");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("allow_persistent_secrets", "false");
    // One INTERNAL error would otherwise kill every later query of the instance.
    properties.setProperty("disable_database_invalidation", "true");
    // Most results are not streamed: the driver then says "Invalid result set" in place of every
    // error of execution, be it memory or data.
    properties.setProperty("jdbc_stream_results", String.valueOf(streams));
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement statement = connection.createStatement()) {
      // The footer's statistics can lie; the data cannot.
      statement.execute("SET disabled_optimizers = 'statistics_propagation'");
      statement.execute("SET parquet_metadata_cache = true");
      // Prefetching holds all columns of a row group at once, however large it is, and for local
      // files it saves no time.
      statement.execute("SET disable_parquet_prefetching = true");
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET allowed_paths = " + paths(those(readable, false)));
      statement.execute("SET allowed_directories = " + paths(those(readable, true)));
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      if (version == null) {
        version = versionOf(statement);
      }
      return new DuckDb(connection, List.copyOf(readable));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static List<Path> those(List<Path> readable, boolean folders) {
    return readable.stream().filter(path -> Files.isDirectory(path) == folders).toList();
  }

  private static String paths(List<Path> readable) {
    return readable.stream()
        .map(path -> Sql.text(path.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns the version of the DuckDB library, such as {@code v2.0.0}. */
  public static String version() {
    String known = version;
    return known == null ? askVersion() : known;
  }

  /** Asks an instance of its own, which costs 20 ms. */
  private static String askVersion() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      String asked = versionOf(statement);
      version = asked;
      return asked;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot start DuckDB: " + e.getMessage(), e);
    }
  }

  private static String versionOf(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT version()")) {
      result.next();
      return result.getString(1);
    }
  }

  List<Path> readable() {
    return readable;
  }

  public Connection connection() {
    return connection;
  }

  /**
   * Runs one query and hands over its rows. The rows of a failed query are worthless.
   *
   * @throws SQLException if the query fails; see {@link DuckDbErrors}
   * @throws ScanCancelledException if the watch told it to stop
   */
  public void query(String sql, ScanWatch watch, RowHandler rows)
      throws SQLException, ScanCancelledException {
    watch.checkCancelled();
    try (Statement statement = connection.createStatement();
        ScanWatch.Registration stop = watch.onCancel(() -> cancel(statement));
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.accept(result);
      }
    } catch (SQLException e) {
      watch.checkCancelled();
      throw DuckDbErrors.withoutValues(e);
    }
  }

  /**
   * Runs one statement that has no answer.
   *
   * @throws SQLException if it fails; see {@link DuckDbErrors}
   * @throws ScanCancelledException if the watch told it to stop
   */
  public void execute(String sql, ScanWatch watch) throws SQLException, ScanCancelledException {
    watch.checkCancelled();
    try (Statement statement = connection.createStatement();
        ScanWatch.Registration stop = watch.onCancel(() -> cancel(statement))) {
      statement.execute(sql);
    } catch (SQLException e) {
      watch.checkCancelled();
      throw DuckDbErrors.withoutValues(e);
    }
  }

  /** Tells a statement to stop, whether or not it has ended. */
  public static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException over) {
      // The statement ended before it could be cancelled.
      return;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
