package io.truthound.temporal.rule;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RuleWireTest {
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper STRANGE =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
          .build();

  record Holder(Rule rule, RuleSet rules) {}

  static String write(RuleSet rules) throws JsonProcessingException {
    return PLAIN.writeValueAsString(rules);
  }

  @Property(seed = SUITE, tries = 2_000)
  void everyRuleComesBackEqualFromTheWire(@ForAll("rules") Rule rule)
      throws JsonProcessingException {
    Holder holder = new Holder(rule, RuleSet.of(rule, rule));

    for (ObjectMapper mapper : List.of(PLAIN, STRANGE)) {
      byte[] wire = bytes(mapper, holder);
      assertThat(read(mapper, wire)).isEqualTo(holder);
      assertThat(bytes(mapper, read(mapper, wire))).isEqualTo(wire);
    }
  }

  @Property(seed = SUITE, tries = 1_000)
  void whatIsWrittenCanBeReadAsAUsersInput(@ForAll("rules") Rule rule)
      throws JsonProcessingException {
    if (RuleType.names().contains(rule.type())) {
      assertThat(RuleSet.parse(write(RuleSet.of(rule)))).isEqualTo(RuleSet.of(rule));
    }
  }

  @Property(seed = SUITE, tries = 1_000)
  void fieldsAreWrittenInTheOrderOfTheTable(@ForAll("rules") Rule rule) {
    List<String> written = new ArrayList<>(rule.accept(new RuleWriter()).keySet());

    List<String> table = new ArrayList<>(List.of("type"));
    RuleType.find(rule.type()).orElseThrow().fields().forEach(field -> table.add(field.name()));
    assertThat(table).containsSubsequence(written);
  }

  @Provide
  Arbitrary<Rule> rules() {
    return Arbitraries.of(RuleType.values()).flatMap(RandomRules::of);
  }

  @Test
  void carriesImplicitRulesOnTheWire() throws JsonProcessingException {
    Rule rule = new Convertible("a", false);

    String wire = PLAIN.writerFor(Rule.class).writeValueAsString(rule);

    assertThat(wire).isEqualTo("{\"type\":\"convertible\",\"column\":\"a\",\"declared\":false}");
    assertThat(PLAIN.readValue(wire, Rule.class)).isEqualTo(rule);
  }

  @Test
  void refusesUnknownFieldsAndTypesOnTheWire() {
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(
            () -> STRANGE.readValue("{\"type\":\"row_count\",\"min\":1,\"x\":2}", Rule.class))
        .withMessageStartingWith("Invalid rule (row_count): unknown field \"x\"");
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(() -> STRANGE.readValue("[{\"type\":\"newer\"}]", RuleSet.class))
        .withMessageStartingWith("Invalid rule 0: unknown type \"newer\"");
  }

  @Test
  void readsNumbersExactlyInsideOtherRecords() throws JsonProcessingException {
    String wire =
        "{\"rule\":{\"type\":\"less_than\",\"column\":\"a\",\"value\":0.10000000000000000001},"
            + "\"rules\":[{\"type\":\"row_count\",\"max\":9223372036854775807}]}";

    assertThat(PLAIN.writeValueAsString(PLAIN.readValue(wire, Holder.class))).isEqualTo(wire);
  }

  private static byte[] bytes(ObjectMapper mapper, Holder holder) throws JsonProcessingException {
    return mapper.writeValueAsBytes(holder);
  }

  private static Holder read(ObjectMapper mapper, byte[] wire) {
    try {
      return mapper.readValue(wire, Holder.class);
    } catch (IOException e) {
      throw new AssertionError(new String(wire, UTF_8), e);
    }
  }
}
