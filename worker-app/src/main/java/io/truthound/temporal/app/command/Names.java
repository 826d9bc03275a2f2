package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;

/** Names that a Temporal server takes. */
final class Names {
  /** What servers allow unless they are told otherwise. */
  private static final int LONGEST = 1_000;

  private Names() {}

  /** Returns a name as it is; refuses one that no server takes. */
  static String required(String option, String name) {
    if (name.isBlank() || name.length() > LONGEST) {
      throw new InvalidRequestException(
          "Invalid %s: found %s (allowed: 1 to %,d characters, not all blank)"
              .formatted(
                  option,
                  name.isBlank() ? '"' + name + '"' : name.length() + " characters",
                  LONGEST));
    }
    return name;
  }
}
