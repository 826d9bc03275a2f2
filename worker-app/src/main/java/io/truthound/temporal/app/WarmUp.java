package io.truthound.temporal.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads DuckDB's library while the command line is still reading its arguments. */
final class WarmUp {
  private static final Set<String> SCANNING = Set.of("check", "plan");

  private WarmUp() {}

  /** Begins on a thread of its own where this process will scan, and returns at once. */
  static void start(List<String> arguments, Map<String, String> environment) {
    if (!arguments.isEmpty()
        && SCANNING.contains(arguments.get(0))
        && scansHere(arguments, environment)) {
      Thread thread = new Thread(WarmUp::load, "truthound-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static boolean scansHere(List<String> arguments, Map<String, String> environment) {
    boolean server =
        environment.containsKey("TEMPORAL_ADDRESS")
            || environment.containsKey("TEMPORAL_PROFILE")
            || arguments.stream()
                .anyMatch(each -> each.matches("(--address|--temporal-profile|--help|-h)(=.*)?"));
    return !server;
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
