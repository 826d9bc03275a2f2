package io.truthound.temporal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.truthound.temporal.dataset.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetReadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'in_set','column':'a','value_set':[1]|'type':'in_set','column':'a','values':[1]",
        "'type':'in_set','column':'a','allowed_values':[1]"
            + "|'type':'in_set','column':'a','values':[1]",
        "'type':'not_in_set','column':'a','value_set':[1]"
            + "|'type':'not_in_set','column':'a','values':[1]",
        "'type':'not_in_set','column':'a','allowed_values':[1]"
            + "|'type':'not_in_set','column':'a','values':[1]",
        "'type':'between','column':'a','min_value':1,'max_value':2"
            + "|'type':'in_range','column':'a','min':1,'max':2",
        "'type':'greater_than','column':'a','threshold':1"
            + "|'type':'greater_than','column':'a','value':1",
        "'type':'less_than','column':'a','threshold':1|'type':'less_than','column':'a','value':1",
        "'type':'length','column':'a','min_len':1,'max_len':2"
            + "|'type':'length','column':'a','min_length':1,'max_length':2",
        "'type':'min_length','column':'a','min_len':1"
            + "|'type':'min_length','column':'a','min_length':1",
        "'type':'min_length','column':'a','value':1"
            + "|'type':'min_length','column':'a','min_length':1",
        "'type':'max_length','column':'a','max_len':1"
            + "|'type':'max_length','column':'a','max_length':1",
        "'type':'max_length','column':'a','value':1"
            + "|'type':'max_length','column':'a','max_length':1",
        "'type':'conditional_not_null','column':'a','when':'b > 1'"
            + "|'type':'conditional_null','column':'a','condition':'b > 1'",
        "'type':'custom_expression','expr':'b > 1'|'type':'expression','expression':'b > 1'",
        "'type':'dtype','column':'a','data_type':'i64'"
            + "|'type':'dtype','column':'a','dtype':'int64'",
        "'type':'dtype','column':'a','type_':'utf8'"
            + "|'type':'dtype','column':'a','dtype':'string'",
        "'type':'schema','columns':{'a':{'type_':'i8'},'b':{'data_type':'u8','nullable':false}}"
            + "|'type':'schema','columns':{'a':'int8','b':{'dtype':'uint8','nullable':false}}",
        "'type':'completeness','column':'a','min_ratio':0.5"
            + "|'type':'completeness_ratio','column':'a','min_ratio':0.5",
        "'type':'unique','columns':['a']|'type':'unique','column':'a'",
        "'type':'foreign_key','column':'a','reference_dataset':'r','reference_columns':['a']"
            + "|'type':'referential_integrity','column':'a','reference':'r'",
        "'type':'row_count_match','reference':'r','tolerance':0,'reference_format':'CSV'"
            + "|'type':'cross_table_row_count','reference':'r','reference_format':'csv'",
        "'type':'freshness','column':'a','max_age':'7d'"
            + "|'type':'freshness','column':'a','max_age':'PT168H'",
        "'type':'freshness','column':'a','max_age':90.5"
            + "|'type':'freshness','column':'a','max_age':'PT1M30.5S'",
        "'type':'mean','column':'a','max':5e1,'severity':'error'"
            + "|'type':'mean','column':'a','max':50",
        "'type':'column_pair','a':'x','b':'y','op':'=='"
            + "|'type':'column_pair','a':'x','b':'y','op':'='",
        "'type':'column_pair','a':'x','b':'y','op':'<>'"
            + "|'type':'column_pair','a':'x','b':'y','op':'!='",
        "'type':'column_pair','a':'x','b':'y','op':'≠'"
            + "|'type':'column_pair','a':'x','b':'y','op':'!='",
        "'type':'column_pair','a':'x','b':'y','op':'≤'"
            + "|'type':'column_pair','a':'x','b':'y','op':'<='",
        "'type':'column_pair','a':'x','b':'y','op':'≥'"
            + "|'type':'column_pair','a':'x','b':'y','op':'>='",
        "'type':'not_null','column':'a','severity':'ERROR','max_failed':5.0"
            + "|'type':'not_null','column':'a','max_failed':5",
        "'type':'regex','column':'a','pattern':' ','match':'full'"
            + "|'type':'regex','column':'a','pattern':' '",
        "'type':'in_range','column':'a','min':1,'strict_min':false"
            + "|'type':'in_range','column':'a','min':1",
      })
  void writesAliasesAndDefaultsBackInCanonicalForm(String given, String canonical)
      throws IOException {
    RuleSet rules = RuleSet.parse(json(given));

    assertThat(RuleWireTest.write(rules)).isEqualTo("[" + json(canonical) + "]");
  }

  @Test
  void writesFieldsInOneOrderWhateverTheOrderGiven() throws IOException {
    RuleSet rules =
        RuleSet.parse(
            json(
                "'where':'b','warn_max_failed':1,'warn_mostly':0.9,'max_failed':2,'mostly':0.5,"
                    + "'name':'n','severity':'info','strict_max':true,'max':2,'min':1,"
                    + "'column':'a','type':'in_range'"));

    assertThat(RuleWireTest.write(rules))
        .isEqualTo(
            "["
                + json(
                    "'type':'in_range','column':'a','min':1,'max':2,'strict_max':true,"
                        + "'severity':'info','name':'n','mostly':0.5,'max_failed':2,"
                        + "'warn_mostly':0.9,'warn_max_failed':1,'where':'b'")
                + "]");
  }

  @Test
  void readsAListAnObjectWithAListAndASingleRule() {
    RuleSet expected = RuleSet.of(new NotNull("a"));

    assertThat(RuleSet.parse("[{\"type\":\"not_null\",\"column\":\"a\"}]")).isEqualTo(expected);
    assertThat(RuleSet.parse("{\"rules\":[{\"type\":\"not_null\",\"column\":\"a\"}]}"))
        .isEqualTo(expected);
    assertThat(RuleSet.parse("{\"type\":\"not_null\",\"column\":\"a\"}")).isEqualTo(expected);
  }

  @Test
  void readsFromAParserThatAlreadyStandsOnItsFirstToken() throws IOException {
    try (JsonParser parser =
        new JsonFactory().createParser("[{\"type\":\"not_null\",\"column\":\"a\"}]")) {
      parser.nextToken();

      assertThat(RuleSet.read(parser)).isEqualTo(RuleSet.of(new NotNull("a")));
    }
  }

  @Test
  void keepsNumbersExactlyAsRead() {
    RuleSet rules =
        RuleSet.parse(
            "[{\"type\":\"in_set\",\"column\":\"a\",\"values\":"
                + "[5,5.0,0.1,9007199254740993,1e2,123456789012345678901234567890.10,\"N\",true]}]");

    assertThat(((InSet) rules.rules().get(0)).values())
        .containsExactly(
            new BigDecimal("5"),
            new BigDecimal("5.0"),
            new BigDecimal("0.1"),
            new BigDecimal("9007199254740993"),
            new BigDecimal("100"),
            new BigDecimal("123456789012345678901234567890.10"),
            "N",
            true);
  }

  @Test
  void keepsWhatOnlyYamlTakesForABooleanAsText() throws IOException {
    String json = "{\"type\":\"in_set\",\"column\":\"a\",\"values\":[true]}";

    try (JsonParser parser = new YamlLikeParser(json)) {
      assertThat(RuleSet.read(parser)).isEqualTo(RuleSet.of(new InSet("a", List.of("yes"))));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 'number \"010\"'", "'\"anchor\"', 'a YAML anchor'"})
  void refusesWhatYamlGivesAnotherMeaning(String value, String found) throws IOException {
    String json = "{\"type\":\"in_set\",\"column\":\"a\",\"values\":[" + value + "]}";

    try (JsonParser parser = new YamlLikeParser(json)) {
      assertThatExceptionOfType(InvalidRuleException.class)
          .isThrownBy(() -> RuleSet.read(parser))
          .withMessage(
              "Invalid rule 0 (in_set): field \"values\": found "
                  + found
                  + " (allowed: text, a number, true or false)");
    }
  }

  /** Answers as a YAML parser does: {@code yes}, octal 010, and anchors. */
  private static final class YamlLikeParser extends JsonParserDelegate {
    YamlLikeParser(String json) throws IOException {
      super(new JsonFactory().createParser(json));
    }

    @Override
    public String getText() throws IOException {
      return switch (currentToken()) {
        case VALUE_TRUE -> "yes";
        case VALUE_NUMBER_INT -> "010";
        default -> super.getText();
      };
    }

    @Override
    public boolean canReadObjectId() {
      return true;
    }

    @Override
    public @Nullable Object getObjectId() throws IOException {
      return super.getText().equals("anchor") ? "anchor" : null;
    }
  }

  @Test
  void takesWholeNumbersFromJavaAsDecimals() {
    assertThat(new InRange("a", 1, 2L))
        .isEqualTo(new InRange("a", new BigDecimal("1"), new BigDecimal("2")));
  }

  @Test
  void namesItsColumnsInOrder() {
    assertThat(new ColumnPair("b", "a", PairOperator.LESS).columns()).containsExactly("b", "a");
    assertThat(
            new SchemaMatches(
                    List.of(
                        new SchemaColumn("z", DataType.parse("int8")),
                        new SchemaColumn("a", null, null)))
                .columns())
        .containsExactly("z", "a");
    assertThat(new Expression("a > 1").columns()).isEmpty();
  }

  @Test
  void appendsRulesWithoutDroppingAny() {
    RuleSet one = RuleSet.of(new NotNull("a"));

    assertThat(one.plus(one).rules()).containsExactly(new NotNull("a"), new NotNull("a"));
  }

  private static String json(String fields) {
    return "{" + fields.replace('\'', '"') + "}";
  }
}
