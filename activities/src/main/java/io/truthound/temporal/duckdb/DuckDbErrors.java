package io.truthound.temporal.duckdb;

import java.sql.SQLException;

/** Tells what an error of DuckDB means; its SQL state is always null, its message has a prefix. */
public final class DuckDbErrors {
  private static final int LONGEST = 300;

  private DuckDbErrors() {}

  /** Says whether memory, and not the data, was the reason. */
  public static boolean isOutOfMemory(SQLException error) {
    return message(error).startsWith("Out of Memory Error");
  }

  /** Returns the first line of a message, shortened: the rest is advice for people at a shell. */
  public static String brief(SQLException error) {
    String message = message(error).lines().findFirst().orElse("no message");
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }

  private static String message(SQLException error) {
    return error.getMessage() == null ? "" : error.getMessage();
  }
}
