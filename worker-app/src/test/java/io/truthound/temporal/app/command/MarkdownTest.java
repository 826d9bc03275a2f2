package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments that {@code --format markdown} writes. */
final class MarkdownTest {
  private static final String AGES =
      "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0,\"max\":150}";

  @TempDir Path folder;
  private Path data;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("people.csv"), "id,age\n1,36\n2,-4\n3,\n");
    world = new CommandLineWorld(folder.resolve("store"));
  }

  @Test
  void writesTheVerdictBrokenRulesAndTheirRows() {
    world.run(
        List.of("check", data.toString(), "--name", "people", "--rule", AGES),
        "--key",
        "id",
        "--format",
        "markdown");

    assertThat(masked()).isEqualTo(GOLDEN);
  }

  @Test
  void marksNothingUpWhateverNamesAndValuesSay() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.add(HostileData.write(folder).toString());
    arguments.addAll(HostileData.RULES);

    world.run(arguments, "--format", "markdown");

    String own = world.out().replaceAll("</?(code|details|summary)>", "").replaceAll("&#\\d+;", "");
    assertThat(own).doesNotContain("<", ">", "@", "`c`", "\u202e", "\u2028", "\u0001");
    assertThat(world.out())
        .contains("&#60;img src&#61;x onerror&#61;alert&#40;1&#41;&#62;")
        .contains("&#34;two&#92;nlines &#124; and &#96;ticks&#96;&#34;");
    assertThat(world.out().lines().filter(line -> line.startsWith("| 0 |")))
        .hasSize(2)
        .allMatch(line -> line.chars().filter(unit -> unit == '|').count() == 4);
  }

  @Test
  void writesAProfileAsATable() {
    world.run("profile", data.toString(), "--name", "people", "--format", "markdown");

    assertThat(world.out())
        .startsWith("## Profile: `people`\n\n- **Rows**: 3 in 1 file, ")
        .contains("\n| `age` | int64 | 2 values, 1 null (33.3 %), 2 distinct | -4 to 36, mean 16")
        .contains("| `█" + "\u00a0".repeat(18) + "█` |");
  }

  @Test
  void writesWhatWasLearnedAsATable() {
    world.run("learn", data.toString(), "--name", "people", "--format", "markdown");

    assertThat(world.out())
        .startsWith("## Learned: `people`\n\n")
        .contains("\n| `age` | int64, 33.33", " |\n|  |  | `in_range` | -4 to 36 | ");
  }

  @Test
  void sumsUpSeveralDatasetsAndTellsOfThoseThatDidNotPass() throws IOException {
    Path good = Files.writeString(folder.resolve("good.csv"), "age\n1\n");

    world.run(
        List.of("check", good.toString(), data.toString(), "--each", "--rule", AGES),
        "--format",
        "markdown");

    assertThat(world.out())
        .startsWith("## ✗ FAILED: 2 datasets: 1 passed, 1 failed in ")
        .containsSubsequence(
            "| ✗ FAILED | `" + data + "` | 3 rows: rules 2 passed, 1 failed |",
            "| ✓ PASSED | `" + good + "` | 1 row: rules 3 passed |",
            "### ✗ FAILED: `" + data + "`")
        .doesNotContain("### ✓");
  }

  private String masked() {
    return world.out().replaceAll("\\*\\*Time\\*\\*: [0-9.]+ s", "**Time**: SECONDS");
  }

  private static final String GOLDEN =
      """
      ## ✗ FAILED: `people`

      - **Rows**: 3 in 1 file, 20 bytes
      - **Chunks**: 1: 1 failed
      - **Time**: SECONDS

      | Status | Rule | Columns | Severity | Found |
      | --- | --- | --- | --- | --- |
      | ✗ FAILED | `in_range` | `age` | error | 1 of 2 rows failed (50 %) |

      <details><summary>Rows that break <code>in_range</code> <code>age</code></summary>

      | Row | Value | Key | Source |
      | --- | --- | --- | --- |
      | 1 | `-4` | <code>&#91;id &#61; 2&#93;</code> | `people.csv` |

      </details>

      <details><summary>2 rules passed</summary>

      | Status | Rule | Columns | Severity | Found |
      | --- | --- | --- | --- | --- |
      | ✓ PASSED | `well_formed` |  | error | all 3 rows passed |
      | ✓ PASSED | `convertible` | `age` | warning | all 2 rows passed |

      </details>
      """;
}
