package io.truthound.temporal.app;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads DuckDB's library and starts the server while the command line still reads its arguments.
 */
final class WarmUp {
  private static final Set<String> SCANNING = Set.of("check", "plan", "profile", "learn");

  private WarmUp() {}

  /** Begins on threads of its own where this process will scan, and returns at once. */
  static void start(List<String> arguments, Map<String, String> environment) {
    if (!arguments.isEmpty()
        && SCANNING.contains(arguments.get(0))
        && scansHere(arguments, environment)) {
      Thread thread = new Thread(WarmUp::load, "truthound-warm-up");
      thread.setDaemon(true);
      thread.start();
      EmbeddedTruthound.startAhead();
    }
  }

  private static boolean scansHere(List<String> arguments, Map<String, String> environment) {
    boolean server =
        environment.containsKey("TEMPORAL_ADDRESS")
            || environment.containsKey("TEMPORAL_PROFILE")
            || arguments.stream().anyMatch(WarmUp::leadsElsewhere);
    return !server;
  }

  private static boolean leadsElsewhere(String argument) {
    return argument.startsWith("--address")
        || argument.startsWith("--temporal-profile")
        || argument.equals("--help")
        || argument.equals("-h");
  }

  private static void load() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException | RuntimeException | LinkageError e) {
      // Only a head start: whoever needs DuckDB reports what is wrong with it.
    }
  }
}
