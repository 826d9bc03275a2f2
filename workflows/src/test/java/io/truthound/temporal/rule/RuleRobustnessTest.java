package io.truthound.temporal.rule;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleRobustnessTest {

  @Property(seed = SUITE, tries = 3_000)
  void anyInputIsReadOrRefused(@ForAll("almostJson") String input) {
    try {
      assertThat(RuleSet.parse(input).rules()).isNotEmpty();
    } catch (InvalidRuleException e) {
      assertThat(e).hasMessageStartingWith("Invalid rule");
    }
  }

  @Property(seed = SUITE, tries = 3_000)
  void anyRuleOnAnyTypeIsResolvedOrRefused(
      @ForAll("rules") Rule rule, @ForAll("types") DataType type) {
    List<Column> columns = new ArrayList<>();
    rule.columns().stream().distinct().forEach(name -> columns.add(new Column(name, type, true)));
    try {
      RuleResolution resolution = RuleResolution.of(RuleSet.of(rule), columns);

      assertThat(resolution.decided(0)).isEqualTo(rule instanceof SchemaRule);
    } catch (InvalidRuleException e) {
      assertThat(e).hasMessageStartingWith("Invalid rule 0 (" + rule.type() + "): ");
    }
  }

  @Provide
  Arbitrary<Rule> rules() {
    return Arbitraries.of(RuleType.values()).flatMap(RandomRules::of);
  }

  @Provide
  Arbitrary<DataType> types() {
    return Arbitraries.of(DataType.Kind.values()).map(RuleRobustnessTest::type);
  }

  @Provide
  Arbitrary<String> almostJson() {
    return Arbitraries.of(
            "[",
            "]",
            "{",
            "}",
            ":",
            ",",
            " ",
            "null",
            "true",
            "7",
            "-0.5",
            "1e9",
            "1e9999999999",
            "\"type\":",
            "\"in_set\"",
            "\"row_count\"",
            "\"schema\"",
            "\"column\":",
            "\"a\"",
            "\"values\":",
            "\"columns\":",
            "\"min\":",
            "\"",
            "\\",
            "{\"type\":\"row_count\",")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  private static DataType type(DataType.Kind kind) {
    return switch (kind) {
      case DECIMAL -> DataType.decimal(10, 2);
      case OTHER -> DataType.other("STRUCT(a INTEGER)");
      default -> DataType.of(kind);
    };
  }
}
