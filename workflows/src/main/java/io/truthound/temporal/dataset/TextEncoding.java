package io.truthound.temporal.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the bytes of a text are its characters. */
public enum TextEncoding {
  UTF_8("utf-8", "utf8"),
  LATIN_1("latin-1", "latin1", "iso-8859-1"),
  WINDOWS_1252("windows-1252", "cp1252"),
  /** By its byte order mark; without one big-endian. */
  UTF_16("utf-16", "utf16"),
  UTF_16LE("utf-16le", "utf16le"),
  UTF_16BE("utf-16be", "utf16be");

  @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
  private final List<String> names;

  TextEncoding(String... names) {
    this.names = List.of(names);
  }

  /** Returns the name that people know. */
  public String text() {
    return names.get(0);
  }

  /**
   * Reads a name in any case.
   *
   * @throws IllegalArgumentException where it names none; lists what is allowed
   */
  public static TextEncoding parse(String name) {
    List<String> allowed = new ArrayList<>();
    for (TextEncoding encoding : values()) {
      if (encoding.names.contains(name.toLowerCase(Locale.ROOT))) {
        return encoding;
      }
      allowed.add(encoding.text());
    }
    throw new IllegalArgumentException(
        "Invalid encoding: \"" + name + "\" (allowed: " + String.join(", ", allowed) + ")");
  }
}
