package io.truthound.temporal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetRefusalTest {
  private static final String TYPES =
      "not_null, in_set, not_in_set, in_range, greater_than, less_than, regex, not_regex, length,"
          + " min_length, max_length, conditional_null, expression, column_pair, column_exists,"
          + " dtype, schema, row_count, completeness_ratio, mixed_type, mean, std, sum, min, max, median,"
          + " quantile, distinct_count, freshness, unique, referential_integrity, cross_table_row_count,"
          + " history, outlier, z_score_outlier, statistical_drift, distribution_change, distribution";
  private static final String ROW_OPTIONS =
      "severity, name, mostly, max_failed, warn_mostly, warn_max_failed, where";

  @Test
  void refusesUnknownTypesNamingTheAllowedAndTheNearest() {
    assertRefused(
        "[{'type':'not_null','column':'a'},{'type':'not_nul','column':'a'}]",
        "Invalid rule 1: unknown type \"not_nul\" (allowed: " + TYPES + "; nearest: \"not_null\")");
    assertRefused(
        "[{'type':'forecast','column':'a'}]",
        "Invalid rule 0: unknown type \"forecast\" (allowed: " + TYPES + ")");
    assertRefused(
        "[{'type':'betwen','column':'a'}]",
        "Invalid rule 0: unknown type \"betwen\" (allowed: " + TYPES + "; nearest: \"between\")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"well_formed", "convertible"})
  void refusesImplicitRulesFromUsers(String type) {
    assertRefused(
        "[{'type':'" + type + "','column':'a','declared':true}]",
        "Invalid rule 0: unknown type \"" + type + "\" (allowed: " + TYPES + ")");
  }

  @Test
  void refusesUnknownFieldsNamingTheAllowedAndTheNearest() {
    assertRefused(
        "[{'type':'row_count','min':1},{'type':'row_count','min':1},"
            + "{'type':'in_range','column':'a','maxx':1}]",
        "Invalid rule 2 (in_range): unknown field \"maxx\" (allowed: column, min, max, strict_min,"
            + " strict_max, "
            + ROW_OPTIONS
            + "; nearest: \"max\")");
    assertRefused(
        "[{'type':'row_count','min':1,'mostly':0.5}]",
        "Invalid rule 0 (row_count): unknown field \"mostly\" (allowed: min, max, severity,"
            + " name)");
    assertRefused(
        "[{'type':'schema','columns':{'a':{'dtyp':'int8'}}}]",
        "Invalid rule 0 (schema): unknown field \"dtyp\" (allowed: dtype, nullable; nearest:"
            + " \"dtype\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not_null|{}|missing \"column\" (allowed: text)",
        "not_null|'column':1|field \"column\": found number 1 (allowed: text)",
        "not_null|'column':null|field \"column\": found null (allowed: text)",
        "not_null|'column':''"
            + "|field \"column\": found text \"\" (allowed: the name of a column, not empty)",
        "not_null|'column':'\\ud800'"
            + "|field \"column\": half of a surrogate pair is not a character",
        "not_null|'column':'a','column':'b'|field \"column\" is given twice",
        "in_set|'column':'a'|missing \"values\" (allowed: a list of text, numbers, true or false)",
        "in_set|'column':'a','values':[]"
            + "|field \"values\": found no value (allowed: 1 or more)",
        "in_set|'column':'a','values':'x'|field \"values\": found text \"x\" (allowed: a list of"
            + " text, numbers, true or false)",
        "in_set|'column':'a','values':[1,null]|field \"values\": found null (allowed: text, a"
            + " number, true or false)",
        "in_set|'column':'a','values':[[1]]|field \"values\": found a list (allowed: text, a"
            + " number, true or false)",
        "in_set|'column':'a','values':[1],'value_set':[2]|field \"values\" is given twice: as"
            + " \"values\" and as \"value_set\"",
        "in_range|'column':'a'|missing \"min\" and \"max\" (at least one is needed)",
        "in_range|'column':'a','min':5,'max':4|\"min\" 5 is above \"max\" 4",
        "in_range|'column':'a','min':5,'max':5.0,'strict_max':true"
            + "|\"min\" and \"max\" are both 5 and one is strict: nothing lies between",
        "in_range|'column':'a','max':5,'strict_min':true|\"strict_min\" without \"min\"",
        "in_range|'column':'a','min':5,'strict_max':true|\"strict_max\" without \"max\"",
        "in_range|'column':'a','min':true"
            + "|field \"min\": found true (allowed: a number, a date or a time)",
        "in_range|'column':'a','min':{}"
            + "|field \"min\": found an object (allowed: a number, a date or a time)",
        "in_range|'column':'a','min':1,'strict_min':'yes'"
            + "|field \"strict_min\": found text \"yes\" (allowed: true or false)",
        "in_range|'column':'a','min':1e2000"
            + "|field \"min\": found number 1E+2000 (allowed: a number of at most 1000 digits)",
        "greater_than|'column':'a'|missing \"value\" (allowed: a number, a date or a time)",
        "greater_than|'column':'a','value':1,'threshold':1"
            + "|field \"value\" is given twice: as \"value\" and as \"threshold\"",
        "less_than|'column':'a','value':' '"
            + "|field \"value\": found text \" \" (allowed: a number, a date or a time)",
        "regex|'column':'a','pattern':''|field \"pattern\": found text \"\" (allowed: text, not"
            + " blank)",
        "regex|'column':'a','pattern':7|field \"pattern\": found number 7 (allowed: text)",
        "regex|'column':'a','pattern':'x','match':'ful'"
            + "|unknown match \"ful\" (allowed: full, search, prefix; nearest: \"full\")",
        "length|'column':'a'|missing \"min_length\" and \"max_length\" (at least one is needed)",
        "length|'column':'a','value':3|unknown field \"value\" (allowed: column, min_length,"
            + " max_length, severity, name, mostly, max_failed, warn_mostly, warn_max_failed,"
            + " where)",
        "length|'column':'a','min_len':3,'max_len':2"
            + "|\"min_length\" 3 is above \"max_length\" 2",
        "min_length|'column':'a','value':-1"
            + "|field \"value\": found number -1 (allowed: a whole number, 0 or more)",
        "max_length|'column':'a','value':1.5"
            + "|field \"value\": found number 1.5 (allowed: a whole number, 0 or more)",
        "max_length|'column':'a','value':1e19"
            + "|field \"value\": found number 1E+19 (allowed: a whole number, 0 or more)",
        "conditional_null|'column':'a','when':' '"
            + "|field \"condition\": found text \" \" (allowed: text, not blank)",
        "expression|'expr':'1','expression':'2'"
            + "|field \"expression\" is given twice: as \"expr\" and as \"expression\"",
        "column_pair|'a':'x','b':'y','op':'=>'"
            + "|unknown op \"=>\" (allowed: =, !=, <, <=, >, >=; nearest: \"=\")",
        "column_pair|'a':'x','b':'','op':'='"
            + "|field \"b\": found text \"\" (allowed: the name of a column, not empty)",
        "column_exists|'column':'a','where':'x'"
            + "|unknown field \"where\" (allowed: column, severity, name)",
        "dtype|'column':'a','dtype':'decimal(39,2)'|field \"dtype\": Invalid type: decimal(39,2)"
            + " (allowed: 1 to 38 digits, of which 0 to all after the point)",
        "schema|'columns':{}|field \"columns\": found none (allowed: 1 or more)",
        "schema|'columns':{'a':'int8','a':'int8'}|field \"columns\": \"a\" is given twice",
        "schema|'columns':{'':'int8'}"
            + "|field \"columns\": found text \"\" (allowed: the name of a column, not empty)",
        "schema|'columns':['a']"
            + "|field \"columns\": found a list (allowed: an object of column names and types)",
        "schema|'columns':{'a':8}|field \"a\": found number 8 (allowed: a type such as int64)",
        "row_count|'severity':'info'|missing \"min\" and \"max\" (at least one is needed)",
        "row_count|'min':2,'max':1|\"min\" 2 is above \"max\" 1",
        "completeness_ratio|'column':'a','min_ratio':1.01"
            + "|field \"min_ratio\": found number 1.01 (allowed: 0 to 1)",
        "mean|'column':'a'|missing \"min\" and \"max\" (at least one is needed)",
        "sum|'column':'a','min':2,'max':1|\"min\" 2 is above \"max\" 1",
        "std|'column':'a','max':1,'where':'b'"
            + "|unknown field \"where\" (allowed: column, min, max, severity, name)",
        "max|'column':'a','max':true"
            + "|field \"max\": found true (allowed: a number, a date or a time)",
        "quantile|'column':'a','q':1.5,'min':1|field \"q\": found number 1.5 (allowed: 0 to 1)",
        "distinct_count|'column':'a'|missing \"min\" and \"max\" (at least one is needed)",
        "distinct_count|'column':'a','min':1,'approximate':1|field \"approximate\": found number 1"
            + " (allowed: true or false)",
        "unique|'name':'a'"
            + "|missing \"column\" (allowed: the name of a column, or a list of names)",
        "unique|'column':[]|field \"column\": found a list (allowed: the name of a column, or a list"
            + " of names)",
        "unique|'column':['a',1]|field \"column\": found a list (allowed: the name of a column, or a"
            + " list of names)",
        "unique|'columns':['a','a']|field \"column\": \"a\" is given twice",
        "unique|'column':'a','columns':['b']"
            + "|field \"column\" is given twice: as \"column\" and as \"columns\"",
        "unique|'column':'a','where':'b'|unknown field \"where\" (allowed: column, severity, name,"
            + " mostly, max_failed, warn_mostly, warn_max_failed)",
        "referential_integrity|'column':'a'|missing \"reference\" (allowed: text)",
        "referential_integrity|'columns':['a','b'],'reference':'r','reference_column':'c'"
            + "|\"column\" has 2 names and \"reference_column\" has 1",
        "referential_integrity|'column':'a','reference':'r','reference_format':'xml'|unknown format"
            + " \"xml\" (allowed: parquet, csv, ndjson, arrow)",
        "referential_integrity|'column':'a','reference':' '"
            + "|field \"reference\": found text \" \" (allowed: text, not blank)",
        "cross_table_row_count|'reference':'r','tolerance':1.1"
            + "|field \"tolerance\": found number 1.1 (allowed: 0 to 1)",
        "freshness|'column':'a'"
            + "|missing \"max_age\" (allowed: seconds, or text such as 90m, 24h, 7d or PT36H)",
        "freshness|'column':'a','max_age':'1 day'|field \"max_age\": found text \"1 day\" (allowed:"
            + " seconds, or text such as 90m, 24h, 7d or PT36H)",
        "freshness|'column':'a','max_age':'0d'|field \"max_age\": found text \"PT0S\" (allowed: more"
            + " than 0 seconds, at most 10,000 years)",
        "freshness|'column':'a','max_age':-1|field \"max_age\": found text \"PT-1S\" (allowed: more"
            + " than 0 seconds, at most 10,000 years)",
        "not_null|'column':'a','severity':'eror'|unknown severity \"eror\" (allowed: critical,"
            + " error, warning, info; nearest: \"error\")",
        "not_null|'column':'a','severity':1"
            + "|field \"severity\": found number 1 (allowed: critical, error, warning or info)",
        "not_null|'column':'a','name':''|field \"name\": found text \"\" (allowed: text, not"
            + " blank)",
        "not_null|'column':'a','where':''|field \"where\": found text \"\" (allowed: text, not"
            + " blank)",
        "not_null|'column':'a','mostly':1.1|field \"mostly\": found number 1.1 (allowed: 0 to 1)",
        "not_null|'column':'a','mostly':-0.1"
            + "|field \"mostly\": found number -0.1 (allowed: 0 to 1)",
        "not_null|'column':'a','mostly':'0.9'"
            + "|field \"mostly\": found text \"0.9\" (allowed: a number, 0 to 1)",
        "not_null|'column':'a','mostly':1e-999999999"
            + "|field \"mostly\": found number 1E-999999999 (allowed: at most 100 decimals)",
        "not_null|'column':'a','max_failed':-1"
            + "|field \"max_failed\": found number -1 (allowed: a whole number, 0 or more)",
        "not_null|'column':'a','mostly':0.9,'warn_mostly':0.9"
            + "|\"warn_mostly\" 0.9 is not tighter than mostly 0.9",
        "not_null|'column':'a','warn_mostly':0.99"
            + "|\"warn_mostly\" 0.99 is not tighter than mostly 1",
        "not_null|'column':'a','max_failed':3,'warn_max_failed':3"
            + "|\"warn_max_failed\" 3 is not tighter than max_failed 3",
        "not_null|'column':'a','warn_max_failed':0"
            + "|\"warn_max_failed\" 0 is not tighter than mostly 1",
      })
  void refusesWhatARuleCannotMean(String type, String fields, String problem) {
    String object = "{'type':'" + type + "'" + (fields.equals("{}") ? "" : "," + fields) + "}";

    assertRefused("[" + object + "]", "Invalid rule 0 (" + type + "): " + problem);
  }

  @Test
  void refusesAnUnknownDtypeNamingTheNearest() {
    String allowed =
        "int8, int16, int32, int64, int128, uint8, uint16, uint32, uint64, float32, float64,"
            + " decimal(p,s), string, bool, date, timestamp, timestamp_tz, time, binary, uuid,"
            + " interval";

    assertRefused(
        "[{'type':'dtype','column':'a','type_':'itn64'}]",
        "Invalid rule 0 (dtype): unknown dtype \"itn64\" (allowed: "
            + allowed
            + "; nearest: \"int64\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|Invalid rules: the list is empty (allowed: 1 or more rules; leave it out for an"
            + " automatic schema)",
        "{'rules':[]}|Invalid rules: the list is empty (allowed: 1 or more rules; leave it out for"
            + " an automatic schema)",
        "{'rules':[],'rules':[]}|Invalid rules: field \"rules\" is given twice",
        "{'rules':[],'version':1}|Invalid rules: unknown field \"version\" (allowed: rules)",
        "{'rules':null}|Invalid rules: found null (allowed: a list of rules, {\"rules\": [...]} or"
            + " one rule)",
        "7|Invalid rules: found number 7 (allowed: a list of rules, {\"rules\": [...]} or one"
            + " rule)",
        "[null]|Invalid rule 0: found null (allowed: an object with a \"type\")",
        "['not_null']"
            + "|Invalid rule 0: found text \"not_null\" (allowed: an object with a \"type\")",
        "[{'type':'dtype','type':'dtype'}]|Invalid rule 0: field \"type\" is given twice",
        "[{'type':'row_count','min':1}] 7|Invalid rules: found more after the end of the rules",
      })
  void refusesWhatIsNoListOfRules(String input, String message) {
    assertRefused(input, message);
  }

  @Test
  void refusesAMissingType() {
    assertRefused("{}", "Invalid rule 0: missing \"type\" (allowed: " + TYPES + ")");
    assertRefused(
        "[{'type':7}]", "Invalid rule 0: field \"type\": found number 7 (allowed: " + TYPES + ")");
  }

  @Test
  void refusesTextThatIsNotJson() {
    assertRefused("", "Invalid rules: the input is empty (allowed: 1 or more rules)");
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleSet.parse("[{\"type\": not_null}]"))
        .withMessageStartingWith("Invalid rules: cannot be read: Unrecognized token 'not_null'")
        .withMessageEndingWith("(line 1, column 19)");
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleSet.parse("[{\"type\": \"not_null\""))
        .withMessageStartingWith("Invalid rules: cannot be read: Unexpected end-of-input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDeepNestingWithoutOverflowing(String opening) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleSet.parse(opening.repeat(1_000_000)))
        .withMessage("Invalid rules: nested deeper than 16 levels");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void refusesNumbersThatAreNotFinite(String number) throws IOException {
    JsonFactory lenient =
        JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    String json = "[{\"type\":\"less_than\",\"column\":\"a\",\"value\":" + number + "}]";

    try (JsonParser parser = lenient.createParser(json)) {
      assertThatExceptionOfType(InvalidRuleException.class)
          .isThrownBy(() -> RuleSet.read(parser))
          .withMessage(
              "Invalid rule 0 (less_than): field \"value\": found number \""
                  + number
                  + "\" (allowed: a number, a date or a time)");
    }
  }

  @Test
  void takesDoublesFromJavaAsTheDecimalsThatWereWritten() {
    assertThat(new GreaterThan("a", 0.1)).isEqualTo(new GreaterThan("a", new BigDecimal("0.1")));
    assertThat(new GreaterThan("a", 1e20))
        .isEqualTo(new GreaterThan("a", new BigDecimal("100000000000000000000")));
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> new GreaterThan("a", Double.NaN))
        .withMessage(
            "Invalid rule (greater_than): field \"value\": found Double NaN (allowed: a number, a"
                + " date or a time)");
  }

  @Test
  void letsOtherRoomsRefuseARuleByItsIndex() {
    assertThat(InvalidRuleException.at(3, new Regex("a", "("), "pattern does not compile"))
        .hasMessage("Invalid rule 3 (regex): pattern does not compile");
  }

  private static void assertRefused(String input, String message) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleSet.parse(input.replace('\'', '"')))
        .satisfies(refusal -> assertThat(refusal.getMessage()).isEqualTo(message));
  }
}
