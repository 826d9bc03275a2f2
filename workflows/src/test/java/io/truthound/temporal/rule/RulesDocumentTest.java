package io.truthound.temporal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/rules.md say what the vocabulary says, and nothing that it does not. */
class RulesDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "rules.md");

  /** A row of a table: how it begins and ends; what lies between is for people to write. */
  record Row(String begins, String ends) {
    boolean is(String line) {
      return line.startsWith(begins) && line.endsWith(ends);
    }
  }

  @Test
  void hasARowForEveryTypeAndEveryCommonParameter() throws IOException {
    List<String> lines = lines();

    assertThat(rows().filter(row -> lines.stream().filter(row::is).count() != 1)).isEmpty();
  }

  @Test
  void hasNoOtherRow() throws IOException {
    List<Row> rows = rows().toList();

    assertThat(lines().stream().filter(line -> line.startsWith("| `")))
        .filteredOn(line -> rows.stream().noneMatch(row -> row.is(line)))
        .isEmpty();
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(DOCUMENT);
  }

  private static Stream<Row> rows() {
    return Stream.concat(
        Parameter.ROW.stream().map(ParameterDescription::of).map(RulesDocumentTest::common),
        RuleVocabulary.all().stream().map(RulesDocumentTest::type));
  }

  private static Row common(ParameterDescription parameter) {
    String standard = parameter.standard() == null ? "" : "; default " + parameter.standard();
    return new Row("| `" + parameter.name() + "` |", "| " + parameter.meaning() + standard + " |");
  }

  private static Row type(RuleDescription rule) {
    String type = "| `" + rule.type() + "`" + aliases(rule.aliases()) + " |";
    String ends =
        "| "
            + rule.fails()
            + " |"
            + (rule.evaluated() == null ? "" : " " + rule.evaluated() + " |");
    if (rule.family() == RuleFamily.IMPLICIT) {
      return new Row(type, ends);
    }
    String parameters =
        rule.parameters().stream()
            .map(RulesDocumentTest::parameter)
            .collect(Collectors.joining(", "));
    return new Row(type + " " + parameters + " " + ends, "");
  }

  private static String parameter(ParameterDescription parameter) {
    return "`" + parameter.name() + "`" + aliases(parameter.aliases());
  }

  private static String aliases(List<String> aliases) {
    return aliases.isEmpty()
        ? ""
        : aliases.stream()
            .map(alias -> "`" + alias + "`")
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
