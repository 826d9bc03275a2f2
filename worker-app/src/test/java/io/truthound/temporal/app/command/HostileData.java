package io.truthound.temporal.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file whose column names and values attack whoever shows them. */
final class HostileData {
  /** The script that must never stand in a page as such. */
  static final String SCRIPT = "</script><script>alert(1)</script>";

  /** What a check is told: a rule on each hostile column that no value keeps. */
  static final List<String> RULES =
      List.of(
          "--rule",
          "{\"type\":\"in_set\",\"column\":\"a|b `c` @team\",\"values\":[\"fine\"],"
              + "\"name\":\"<b>\\u0001|\\u202e]]> & 'quoted' \\\"name\\\" #12\\nnext\"}",
          "--rule",
          "{\"type\":\"in_set\",\"column\":\"" + SCRIPT + "\",\"values\":[\"fine\"]}");

  private HostileData() {}

  static Path write(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("<i>&\"hostile\".csv"),
        "id,a|b `c` @team,"
            + SCRIPT
            + "\n1,\u202eevil\u0001\u0007,<img src=x onerror=alert(1)>\n"
            + "2,\"two\nlines | and `ticks`\",]]>&amp;\n"
            + "3,@team/owners \ufffe\u2028,"
            + "x".repeat(5_000)
            + "\n4,\ud83d\ude00,'\"\"'\n");
  }
}
