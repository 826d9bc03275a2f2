package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.truthound.KeyCounting.Session;
import java.sql.SQLException;

/**
 * Says whether each key is above the one before it, in whatever order they are read: then all are
 * different, and nothing has to be kept.
 */
final class RisingKeys {
  private RisingKeys() {}

  /**
   * Looks at keys of one part.
   *
   * @param rows a relation of keys, as what goes after FROM
   */
  static boolean are(String rows, KeySql keys, Session session)
      throws SQLException, ScanCancelledException {
    return keys.width() == 1
        && session
                .numbers(
                    "SELECT CAST(coalesce(bool_and(k0 > before), true) AS INTEGER) FROM (SELECT k0, lag(k0) OVER () AS before FROM "
                        + rows
                        + ")",
                    1)[0]
            == 1;
  }
}
