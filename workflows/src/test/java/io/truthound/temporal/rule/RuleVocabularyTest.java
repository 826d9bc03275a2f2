package io.truthound.temporal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about each type is true of how it is read. */
class RuleVocabularyTest {
  static Stream<RuleDescription> written() {
    return RuleVocabulary.all().stream().filter(rule -> rule.family() != RuleFamily.IMPLICIT);
  }

  @Test
  void describesEveryTypeOnce() {
    List<String> types = RuleVocabulary.all().stream().map(RuleDescription::type).toList();

    assertThat(types)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RuleType.values()).map(RuleType::text).toList());
  }

  @Test
  void describesAsImplicitWhatUsersCannotWrite() {
    assertThat(written().map(RuleDescription::type))
        .containsExactlyInAnyOrderElementsOf(RuleType.names());
  }

  @ParameterizedTest
  @MethodSource("written")
  void findsEveryTypeByEachOfItsNames(RuleDescription rule) {
    assertThat(RuleVocabulary.find(rule.type())).contains(rule);
    assertThat(rule.aliases()).allMatch(alias -> RuleVocabulary.find(alias).equals(found(rule)));
  }

  @ParameterizedTest
  @MethodSource("written")
  void givesAnExampleOfTheTypeAndItsFamily(RuleDescription described) {
    RuleSet rules = Yaml.rules(described.example());

    Class<?> family =
        switch (described.family()) {
          case ROW, IMPLICIT -> RowRule.class;
          case SCHEMA -> SchemaRule.class;
          case DATASET -> DatasetRule.class;
          case PAST -> PastRule.class;
        };
    assertThat(rules.rules()).singleElement().isInstanceOf(family);
    assertThat(rules.rules().get(0).type()).isEqualTo(described.type());
  }

  @ParameterizedTest
  @MethodSource("written")
  void saysWhichParametersAreNeeded(RuleDescription described) {
    for (ParameterDescription parameter : described.parameters()) {
      Map<String, Object> rule = Yaml.onlyRule(described.example());
      if (parameter.required()) {
        rule.remove(parameter.name());

        assertRefused(rule, "missing \"" + parameter.name() + "\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("written")
  void saysOfWhichParametersOneIsNeeded(RuleDescription described) {
    Map<String, Object> rule = Yaml.onlyRule(described.example());
    described.options().forEach(option -> rule.remove(option.name()));
    described.parameters().stream()
        .filter(parameter -> !parameter.required())
        .forEach(parameter -> rule.remove(parameter.name()));

    if (described.oneOf().isEmpty()) {
      assertThat(Yaml.rules(Yaml.list(rule)).rules()).hasSize(1);
    } else {
      assertRefused(rule, "(at least one is needed)");
      described.oneOf().forEach(name -> assertOneIsEnough(rule, name, 7));
    }
  }

  @ParameterizedTest
  @MethodSource("written")
  void saysWhatStandsWhereAParameterIsAbsent(RuleDescription described) {
    Stream.concat(described.parameters().stream(), described.options().stream())
        .filter(parameter -> parameter.standard() != null)
        .forEach(
            parameter -> {
              Map<String, Object> without = Yaml.onlyRule(described.example());
              without.remove(parameter.name());
              Map<String, Object> with = Yaml.onlyRule(described.example());
              String standard = parameter.standard();
              with.put(parameter.name(), "false".equals(standard) ? false : (Object) standard);

              assertThat(Yaml.rules(Yaml.list(with))).isEqualTo(Yaml.rules(Yaml.list(without)));
            });
  }

  @ParameterizedTest
  @MethodSource("written")
  void saysPhrasesThatSentencesCanBeMadeOf(RuleDescription described) {
    assertThat(described.fails()).doesNotEndWith(".").matches("[a-z].*");
    assertThat(Stream.concat(described.parameters().stream(), described.options().stream()))
        .allSatisfy(parameter -> assertThat(parameter.meaning()).doesNotEndWith("."));
  }

  private static Optional<RuleDescription> found(RuleDescription rule) {
    return Optional.of(rule);
  }

  private static void assertOneIsEnough(Map<String, Object> rule, String name, Object value) {
    rule.put(name, value);
    assertThat(Yaml.rules(Yaml.list(rule)).rules()).hasSize(1);
    rule.remove(name);
  }

  private static void assertRefused(Map<String, Object> rule, String why) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> Yaml.rules(Yaml.list(rule)))
        .withMessageContaining(why);
  }
}
