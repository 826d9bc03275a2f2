package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.truthound.temporal.app.request.RuleFiles;
import io.truthound.temporal.rule.RuleDescription;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.RuleVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules are, as a person and an editor read it. */
final class RulesTest {
  @TempDir Path folder;

  static Stream<String> written() {
    return RuleVocabulary.all().stream()
        .filter(rule -> !rule.example().isEmpty())
        .map(RuleDescription::type);
  }

  @Test
  void listsEveryTypeByFamily() {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("rules");

    assertThat(status).isZero();
    assertThat(world.err()).isEmpty();
    assertThat(world.out())
        .startsWith(
            "Row rules – a row fails when\n  not_null               there is no value (NaN and")
        .contains(
            "  in_range               the value lies outside the bounds (NaN is outside every"
                + " bound)  also: between\n")
        .contains("\n\nSchema rules – fails when\n  column_exists          the column is missing\n")
        .contains("\n\nDataset rules – fails when\n  row_count              the number of rows")
        .endsWith("\n\ntruthound rules TYPE explains one, with its parameters and an example.\n");
    assertThat(world.out().lines().filter(line -> line.startsWith("  ")).map(RulesTest::first))
        .containsExactlyElementsOf(
            RuleVocabulary.all().stream().map(RuleDescription::type).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_range", "between"})
  void explainsATypeByAnyOfItsNames(String name) {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("rules", name);

    assertThat(status).isZero();
    assertThat(world.err()).isEmpty();
    assertThat(world.out())
        .isEqualTo(
            """
            in_range  also: between

            A row fails when the value lies outside the bounds (NaN is outside every bound).
            Evaluated are rows with a value.

            Parameters
              column           required       text
                               name of the column
              min              optional       a number, a date or a time  also: min_value
                               lowest value; dates and times are ISO text
              max              optional       a number, a date or a time  also: max_value
                               highest value; dates and times are ISO text
              strict_min       default false  true or false
                               whether min itself is outside
              strict_max       default false  true or false
                               whether max itself is outside
              At least one of min and max is needed.

            Common parameters
              severity         default error  critical, error, warning or info
                               critical, error: breaking it is FAILED; warning, info: WARNING
              name             optional       text
                               shown instead of the type
              mostly           optional       a number, 0 to 1
                               share of the evaluated rows that must pass; 1.0 where max_failed is absent
              max_failed       optional       a whole number, 0 or more
                               rows that may fail; with mostly too, either bound breaks the rule
              warn_mostly      optional       a number, 0 to 1
                               a tighter share: below it WARNING
              warn_max_failed  optional       a whole number, 0 or more
                               a tighter number of rows: beyond it WARNING
              where            optional       text
                               a boolean SQL expression: only rows where it is true are evaluated

            Example
              - {type: in_range, column: age, min: 0, max: 150, severity: warning}
            """);
  }

  @Test
  void saysOfARuleThatTextFormatsAddThatItCannotBeWritten() {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("rules", "convertible");

    assertThat(status).isZero();
    assertThat(world.out())
        .isEqualTo(
            """
            convertible

            A row fails when the text is no value of the column's type.
            Evaluated are rows with text.
            Plans add it by themselves; it cannot be written.
            """);
  }

  @Test
  void explainsATypeAsMarkdown() {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("rules", "between", "--format", "markdown");

    assertThat(status).isZero();
    assertThat(world.out())
        .isEqualTo(
            """
            ### `in_range`

            Also: `between`.

            A row fails when the value lies outside the bounds (NaN is outside every bound).
            Evaluated are rows with a value.

            | parameter | also | value | default | meaning |
            |---|---|---|---|---|
            | `column` | | text | required | name of the column |
            | `min` | `min_value` | a number, a date or a time | | lowest value; dates and times are ISO text |
            | `max` | `max_value` | a number, a date or a time | | highest value; dates and times are ISO text |
            | `strict_min` | | true or false | `false` | whether min itself is outside |
            | `strict_max` | | true or false | `false` | whether max itself is outside |

            At least one of `min` and `max` is needed.

            Common parameters: `severity`, `name`, `mostly`, `max_failed`, `warn_mostly`,\
             `warn_max_failed`, `where`.

            ```yaml
            - {type: in_range, column: age, min: 0, max: 150, severity: warning}
            ```
            """);
  }

  @ParameterizedTest
  @MethodSource("written")
  void printsAnExampleThatARulesFileCanHold(String type) throws IOException {
    CommandLineWorld world = new CommandLineWorld(folder);
    world.run("rules", type);
    Path file = folder.resolve("rules.yaml");

    Files.writeString(file, world.out().substring(world.out().indexOf("\n  - {type: ")));
    RuleSet rules = RuleFiles.read(List.of(file), List.of());

    assertThat(rules.rules()).singleElement().matches(rule -> rule.type().equals(type));
  }

  @Test
  void printsTheSchemaForEditors() throws IOException {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("rules", "--json-schema");

    JsonNode schema = new ObjectMapper().readTree(world.out());
    assertThat(status).isZero();
    assertThat(world.err()).isEmpty();
    assertThat(world.out())
        .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n")
        .endsWith("\n}\n");
    assertThat(schema.equals(new ObjectMapper().valueToTree(RuleVocabulary.jsonSchema()))).isTrue();
  }

  private static String first(String line) {
    return line.substring(2, line.indexOf(' ', 2));
  }
}
