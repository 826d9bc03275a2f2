package io.truthound.temporal.duckdb;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what an error of DuckDB means; its SQL state is always null, its message has a prefix. */
public final class DuckDbErrors {
  private static final int LONGEST = 300;
  private static final String INTERNAL = "INTERNAL Error: ";

  /**
   * Where a value may begin in what is said of values: a quote, a parenthesis, a number that is no
   * part of a type's name.
   */
  private static final Pattern VALUE = Pattern.compile("['\"(]| value |(?<![A-Za-z0-9])[-+]?[0-9]");

  /** The same where files are named too, and numbers are those of their formats. */
  private static final Pattern VALUE_BESIDE_FILES =
      Pattern.compile("(?<!\\bfile )(?<!\\bFile )(?<=\\s)['\"]");

  private DuckDbErrors() {}

  /** Says whether memory, and not the data, was the reason. */
  public static boolean isOutOfMemory(SQLException error) {
    return message(error).startsWith("Out of Memory Error");
  }

  /**
   * Returns the first line of a message, shortened: the rest is advice for people at a shell. What
   * DuckDB calls an internal error, damaged files bring about as well.
   */
  public static String brief(SQLException error) {
    String first = message(error).lines().findFirst().orElse("no message");
    String message = first.startsWith(INTERNAL) ? first.substring(INTERNAL.length()) : first;
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }

  /**
   * Returns an error as it may be logged and kept: of those that speak of values, with the words
   * before the first of them.
   */
  public static SQLException withoutValues(SQLException error) {
    String message = message(error);
    Pattern value =
        message.startsWith("Conversion Error: ") || message.startsWith("Out of Range Error: ")
            ? VALUE
            : message.startsWith("Invalid Input Error: ") ? VALUE_BESIDE_FILES : null;
    Matcher first = value == null ? null : value.matcher(message);
    if (first == null || !first.find()) {
      return error;
    }
    SQLException bare =
        new SQLException(message.substring(0, first.start()).stripTrailing() + " …");
    bare.setStackTrace(error.getStackTrace());
    return bare;
  }

  private static String message(SQLException error) {
    return error.getMessage() == null ? "" : error.getMessage();
  }
}
