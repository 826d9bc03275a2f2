package io.truthound.temporal.app.command;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries quiet: what a person must know, the commands say themselves. */
public final class Logging {
  private static final String SIMPLE = "org.slf4j.simpleLogger.";
  private static final Logger GRPC = Logger.getLogger("io.grpc");
  private static volatile boolean verbose;

  private Logging() {}

  /** Sets the levels by the arguments of the process; call before the first logger is made. */
  public static void configure(List<String> arguments) {
    boolean wanted = arguments.contains("--verbose");
    verbose = wanted;
    set("defaultLogLevel", wanted ? "info" : "warn");
    if (wanted || arguments.contains("worker")) {
      // Not for short commands: the calendar's classes cost 30 ms.
      set("showDateTime", "true");
      set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    }
    set("showShortLogName", "true");
    if (!wanted) {
      set("log.io.temporal", "off");
      GRPC.setLevel(Level.OFF);
    }
  }

  static boolean verbose() {
    return verbose;
  }

  private static void set(String key, String value) {
    if (System.getProperty(SIMPLE + key) == null) {
      System.setProperty(SIMPLE + key, value);
    }
  }
}
