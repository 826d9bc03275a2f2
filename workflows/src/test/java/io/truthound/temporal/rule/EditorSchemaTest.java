package io.truthound.temporal.rule;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors says of a file of rules what reading says of it. */
class EditorSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory DRAFT_2020_12 =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonSchema SCHEMA =
      DRAFT_2020_12.getSchema(JSON.valueToTree(RuleVocabulary.jsonSchema()));

  static Stream<RuleDescription> written() {
    return RuleVocabularyTest.written();
  }

  @Test
  void isASchemaOfItsDraft() {
    JsonNode draft = JSON.valueToTree(RuleVocabulary.jsonSchema());

    JsonSchema meta = DRAFT_2020_12.getSchema(SchemaLocation.of(draft.get("$schema").asText()));

    assertThat(meta.validate(draft)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather-rules.yaml", "flights-rules.yaml"})
  void acceptsTheRulesOfTheExamples(String file) throws IOException {
    String text = Files.readString(Path.of("..", "examples", file));

    assertThat(problems(text)).isEmpty();
    assertThat(Yaml.rules(text).rules()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("written")
  void acceptsTheExampleOfEveryType(RuleDescription described) {
    Map<String, Object> rule = Yaml.onlyRule(described.example());

    assertThat(problems(described.example())).isEmpty();
    assertThat(problems(JSON.valueToTree(rule))).isEmpty();
    assertThat(problems(JSON.valueToTree(Map.of("rules", List.of(rule))))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("written")
  void acceptsEveryAlias(RuleDescription described) {
    for (String alias : described.aliases()) {
      Map<String, Object> rule = Yaml.onlyRule(described.example());
      rule.put("type", alias);

      assertThat(problems(Yaml.list(rule))).isEmpty();
    }
    for (ParameterDescription parameter : described.parameters()) {
      for (String alias : parameter.aliases()) {
        Map<String, Object> rule = Yaml.onlyRule(described.example());
        rule.put(alias, rule.remove(parameter.name()));

        assertThat(problems(Yaml.list(rule))).isEmpty();
        assertThat(Yaml.rules(Yaml.list(rule))).isEqualTo(Yaml.rules(described.example()));
      }
    }
  }

  @Property(seed = SUITE, tries = 1_000)
  void acceptsEveryRuleThatIsWritten(@ForAll("rules") Rule rule) throws JsonProcessingException {
    assertThat(problems(JSON.readTree(RuleWireTest.write(RuleSet.of(rule))))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("written")
  void refusesAFieldThatTheTypeDoesNotHave(RuleDescription described) {
    Map<String, Object> rule = Yaml.onlyRule(described.example());
    rule.put("colum", "id");

    assertRefused(Yaml.list(rule));
  }

  @ParameterizedTest
  @MethodSource("written")
  void refusesARuleWithoutWhatItNeeds(RuleDescription described) {
    for (ParameterDescription parameter : described.parameters()) {
      Map<String, Object> rule = Yaml.onlyRule(described.example());
      rule.remove(parameter.name());
      described.oneOf().forEach(rule::remove);
      if (parameter.required() || !described.oneOf().isEmpty()) {
        assertRefused(Yaml.list(rule));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("written")
  void refusesAFieldUnderTwoOfItsNames(RuleDescription described) {
    for (ParameterDescription parameter : described.parameters()) {
      for (String alias : parameter.aliases()) {
        Map<String, Object> rule = Yaml.onlyRule(described.example());
        rule.put(alias, rule.get(parameter.name()));

        assertRefused(Yaml.list(rule));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("written")
  void refusesAnObjectWhereAnotherKindIsNeeded(RuleDescription described) {
    Stream.concat(described.parameters().stream(), described.options().stream())
        .forEach(
            parameter -> {
              Map<String, Object> rule = Yaml.onlyRule(described.example());
              rule.put(parameter.name(), Map.of());

              assertRefused(Yaml.list(rule));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "text",
        "rules: []",
        "{rules: [{type: not_null, column: id}], name: mine}",
        "- {column: id}",
        "- {type: not_nul, column: id}",
        "- {type: NOT_NULL, column: id}",
        "- {type: well_formed}",
        "- {type: not_null, column: id, severity: fatal}",
        "- {type: not_null, column: id, mostly: 1.5}",
        "- {type: not_null, column: id, max_failed: -1}",
        "- {type: not_null, column: id, max_failed: 0.5}",
        "- {type: not_null, column: ''}",
        "- {type: row_count, min: 1, where: a = 1}",
        "- {type: in_set, column: id, values: []}",
        "- {type: in_set, column: id, values: [[1]]}",
        "- {type: dtype, column: id, dtype: in64}",
        "- {type: dtype, column: id, dtype: decimal}",
        "- {type: column_pair, a: x, b: y, op: is}",
        "- {type: regex, column: id, pattern: a, match: partial}",
        "- {type: freshness, column: at, max_age: 0}",
        "- {type: freshness, column: at, max_age: P}",
        "- {type: freshness, column: at, max_age: PT}",
        "- {type: freshness, column: at, max_age: 1 day}",
        "- {type: mean, column: x}",
        "- {type: unique, column: []}",
        "- {type: unique, column: [a, a]}",
        "- {type: unique, column: a, columns: [b]}",
        "- {type: schema, columns: {}}",
        "- {type: schema, columns: {id: {dtyp: int64}}}"
      })
  void refusesWhatReadingRefuses(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: not_null, column: id}",
        "- {type: not_null, column: id, severity: Warning}",
        "- {type: regex, column: id, pattern: ' ', match: SEARCH}",
        "- {type: dtype, column: id, dtype: ' BigInt '}",
        "- {type: dtype, column: id, dtype: 'Numeric (10, 2)'}",
        "- {type: dtype, column: id, dtype: timestamp with time zone}",
        "- {type: column_pair, a: x, b: y, op: ≤}",
        "- {type: schema, columns: {id: {type_: i64}, name: {}}}",
        "- {type: row_count, min: 1.0}",
        "- {type: unique, columns: id}",
        "- {type: unique, columns: [id, name], max_failed: 2}",
        "- {type: distinct_count, column: id, max: 3, approximate: false}",
        "- {type: min_length, column: id, value: 3}",
        "- {type: freshness, column: at, max_age: 0.5}",
        "- {type: freshness, column: at, max_age: 36h}",
        "- {type: freshness, column: at, max_age: P1DT2H3M4.5S}"
      })
  void acceptsEverySpellingThatReadingAccepts(String text) {
    assertThat(problems(text)).isEmpty();
    assertThat(Yaml.rules(text).rules()).hasSize(1);
  }

  @Provide
  Arbitrary<Rule> rules() {
    return Arbitraries.of(RuleType.values())
        .filter(type -> !type.implicit())
        .flatMap(RandomRules::of);
  }

  private static void assertRefused(String text) {
    assertThat(problems(text)).isNotEmpty();
    assertThatExceptionOfType(InvalidRuleException.class).isThrownBy(() -> Yaml.rules(text));
  }

  private static List<String> problems(String text) {
    return problems(Yaml.tree(text));
  }

  private static List<String> problems(JsonNode tree) {
    return SCHEMA.validate(tree).stream().map(ValidationMessage::getMessage).toList();
  }
}
