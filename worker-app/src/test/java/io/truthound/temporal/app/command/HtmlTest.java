package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.report.Documents.elements;
import static io.truthound.temporal.app.report.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.report.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Pages that {@code --format html} writes. */
final class HtmlTest {
  private static final String AGES =
      "{\"type\":\"in_range\",\"column\":\"age\",\"min\":0,\"max\":150}";

  @TempDir Path folder;
  private Path data;
  private CommandLineWorld world;

  @BeforeEach
  void writeData() throws IOException {
    data =
        Files.writeString(
            folder.resolve("people.csv"),
            "id,name,age\n1,Ada,36\n2,Bob,-4\n3,Cleo,200\n4,Dan,5\n5,Eve,\n");
    world = new CommandLineWorld(folder.resolve("store"));
  }

  private Document page(String... arguments) {
    world.run(List.of(arguments), "--format", "html");
    Document page = Documents.parse(world.out());
    assertReadable(page, world.out());
    return page;
  }

  /** Holds a page to what each must be: alone, in order, and not by colour only. */
  static void assertReadable(Document page, String written) {
    assertThat(written.substring(0, 15)).isEqualTo("<!DOCTYPE html>");
    assertThat(written.chars().filter(unit -> unit < ' ' && unit != '\n')).isEmpty();
    assertThat(elements(page, "script")).isEmpty();
    assertThat(texts(page, "style").get(0)).doesNotContain("url(", "@import");
    for (Element element : elements(page, "*")) {
      assertThat(element.getAttribute("src")).isEmpty();
      assertThat(element.getAttribute("href")).matches("(#.+)?");
    }
    assertThat(elements(page, "meta"))
        .anySatisfy(
            meta ->
                assertThat(meta.getAttribute("content"))
                    .isEqualTo("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    assertThat(elements(page, "th")).allMatch(head -> head.hasAttribute("scope"));
    assertThat(elements(page, "svg"))
        .allMatch(
            svg ->
                svg.hasAttribute("aria-hidden")
                    || svg.getElementsByTagName("title").getLength() > 0);
    List<Integer> levels =
        elements(page, "*").stream()
            .map(Element::getTagName)
            .filter(name -> name.matches("h[1-6]"))
            .map(name -> name.charAt(1) - '0')
            .toList();
    assertThat(levels.get(0)).isEqualTo(1);
    for (int at = 1; at < levels.size(); at++) {
      assertThat(levels.get(at)).isBetween(2, levels.get(at - 1) + 1);
    }
  }

  private static long cells(Document page, String status) {
    return elements(page, "g").stream()
        .map(cell -> (Element) cell.getElementsByTagName("rect").item(0))
        .filter(rect -> rect.getAttribute("class").equals("cell " + status))
        .count();
  }

  @Test
  void tellsTheVerdictFirstAndOfRulesWhatMattersMost() {
    Document page =
        page(
            "check",
            data.toString(),
            "--name",
            "people",
            "--rule",
            AGES.replace("}", ",\"severity\":\"warning\"}"),
            "--rule",
            "{\"type\":\"not_null\",\"column\":\"age\"}",
            "--rule",
            "{\"type\":\"in_set\",\"column\":\"name\",\"values\":[\"Ada\"]}",
            "--rule",
            "{\"type\":\"not_null\",\"column\":\"id\",\"severity\":\"critical\"}");

    assertThat(texts(page, "h1")).containsExactly("✗ FAILED people");
    assertThat(texts(page, "h3"))
        .containsExactly("✗ FAILED in_set name", "✗ FAILED not_null age", "! WARNING in_range age");
    assertThat(texts(page, "summary")).contains("4 rules passed");
    assertThat(texts(page, "dd")).startsWith("7: 4 passed, 1 warning, 2 failed");
  }

  @Test
  void showsFailingRowsByValueKeyAndSource() {
    Document page = page("check", data.toString(), "--rule", AGES, "--key", "id");

    assertThat(texts(page, "p")).contains("2 failing rows, in " + data.toUri());
    assertThat(texts(page, "th")).startsWith("Row", "age", "key id");
    assertThat(elements(page, "th"))
        .filteredOn(head -> head.getAttribute("class").equals("number"))
        .extracting(Element::getTextContent)
        .containsExactly("Row");
    assertThat(texts(page, "td")).startsWith("1", "-4", "2", "2", "200", "3");
  }

  @Test
  void drawsWhichChunksFailedWhateverTheAggregation() {
    for (String aggregation : List.of("all", "merge", "worst")) {
      world = new CommandLineWorld(folder.resolve("store-" + aggregation));
      Document page =
          page(
              "check",
              data.toString(),
              "--rule",
              AGES,
              "--batch-size",
              "1",
              "--aggregation",
              aggregation);

      assertThat(cells(page, "passed")).isEqualTo(3);
      assertThat(cells(page, "failed")).isEqualTo(2);
      assertThat(texts(page, "td")).contains("chunks 1 to 2", "1 to 2");
      assertThat(texts(page, "title")).contains("Map of 5 chunks: 3 passed, 2 failed");
    }
  }

  @Test
  void drawsChunksBeyondTheFirstThatFailsAsNotReached() {
    Document page =
        page("check", data.toString(), "--rule", AGES, "--batch-size", "1", "--fail-fast");

    assertThat(cells(page, "passed")).isEqualTo(1);
    assertThat(cells(page, "failed")).isEqualTo(1);
    assertThat(cells(page, "skipped")).isEqualTo(3);
  }

  @Test
  void staysAPageWhateverNamesAndValuesSay() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.add(HostileData.write(folder).toString());
    arguments.addAll(HostileData.RULES);

    Document page = page(arguments.toArray(String[]::new));

    assertThat(world.out()).doesNotContain("\u202e", "\u2028", "\ufffe", "x".repeat(200));
    assertThat(elements(page, "img")).isEmpty();
    assertThat(texts(page, "th")).contains(HostileData.SCRIPT, "a|b `c` @team");
    assertThat(texts(page, "td"))
        .contains("\"<img src=x onerror=alert(1)>\"", "\"\\u202eevil\\u0001\\u0007\"")
        .contains("\"two\\nlines | and `ticks`\"", "\"]]>&amp;\"", "\"\ud83d\ude00\"");
    assertThat(texts(page, "h3"))
        .anyMatch(title -> title.contains("<b>\\u0001|\\u202e]]> & 'quoted' \"name\" #12\\nnext"));
  }

  @Test
  void drawsHowTheLastChecksOfTheDatasetWent() throws IOException {
    Document first = nextPage("check", "2026-01-01");
    Files.writeString(data, "age\n36\n-4\n");
    Document second = nextPage("check", "2026-01-02");
    Document profile = nextPage("profile", "2026-01-03");
    Files.writeString(data, "age\n36\n");
    Document third = nextPage("check", "2025-12-31");

    assertThat(texts(first, "h2")).doesNotContain("History");
    assertThat(texts(profile, "h2")).doesNotContain("History");
    assertThat(texts(second, "h2")).endsWith("History");
    assertThat(texts(second, "figcaption"))
        .contains(
            "2 checks from 2026-01-01T03:00:00Z to 2026-01-02T03:00:00Z, the newest last",
            "Rows: 2 to 5",
            "The last time: FAILED, 1 of 2 rows (50 %)",
            "Share of failing rows; the highest is 50 %");
    assertThat(texts(third, "h3")).containsExactly("✓ PASSED in_range age");
    assertThat(texts(third, "figcaption"))
        .anyMatch(said -> said.startsWith("3 checks from 2025-12-31T03:00:00Z to 2026-01-02"));
  }

  private Document nextPage(String command, String day) {
    world = new CommandLineWorld(folder.resolve("store"));
    List<String> arguments = new ArrayList<>(List.of(command, data.toString(), "--name", "people"));
    arguments.addAll(List.of("--scheduled-time", day + "T03:00Z"));
    if (command.equals("check")) {
      arguments.addAll(List.of("--rule", AGES));
    }
    return page(arguments.toArray(String[]::new));
  }

  @Test
  void profilesWithHistograms() {
    Document page = page("profile", data.toString(), "--name", "people");

    assertThat(texts(page, "h1")).containsExactly("Profile: people");
    assertThat(texts(page, "h3")).containsExactly("id int64", "name string", "age int64");
    assertThat(texts(page, "figcaption"))
        .contains("Values from 1 to 5 in 5 bins; the highest has 1");
    assertThat(elements(page, "svg")).allMatch(svg -> svg.getAttribute("role").equals("img"));
  }

  @Test
  void showsWhatWasLearnedColumnByColumn() {
    Document page = page("learn", data.toString(), "--name", "people");

    assertThat(texts(page, "h1")).containsExactly("Learned: people");
    assertThat(texts(page, "th")).endsWith("Confidence", "id", "name", "age");
    assertThat(texts(page, "td")).contains("in_range", "-4 to 200");
  }

  @Test
  void showsSeveralDatasetsTheWorstFirst() throws IOException {
    Path good = Files.writeString(folder.resolve("good.csv"), "age\n1\n");
    Path missing = folder.resolve("none.csv");

    Document page =
        page(
            "check",
            good.toString(),
            missing.toString(),
            data.toString(),
            "--each",
            "--rule",
            AGES);

    assertThat(texts(page, "h1").get(0)).startsWith("✗ ERROR 3 datasets: 1 passed, 1 failed, 1");
    assertThat(texts(page, "th"))
        .startsWith("Status", "Dataset", "Found", data.toString(), missing.toString());
    assertThat(texts(page, "h2")).containsExactly("✗ FAILED " + data, "✓ PASSED " + good);
    assertThat(texts(page, "td")).contains("No such file: " + missing);
    for (Element link : elements(page, "a")) {
      assertThat(elements(page, "h2"))
          .anyMatch(title -> ("#" + title.getAttribute("id")).equals(link.getAttribute("href")));
    }
  }
}
