package io.truthound.temporal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.rule.Decision.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleResolutionTest {
  private static final List<Column> COLUMNS =
      List.of(
          column("id", "int64"),
          column("delay", "float64"),
          column("price", "decimal(10,2)"),
          column("city", "string"),
          column("late", "bool"),
          column("day", "date"),
          column("at", "timestamp"),
          column("at_tz", "timestamp_tz"),
          column("clock", "time"),
          column("key", "uuid"),
          column("raw", "binary"),
          column("span", "interval"),
          new Column("tags", DataType.other("VARCHAR[]"), true),
          new Column("sure", DataType.parse("int8"), false));

  @Test
  void refusesUnknownColumnsNamingAllAndTheNearest() {
    List<Column> columns = List.of(column("date", "date"), column("delay", "int64"));

    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleResolution.of(RuleSet.of(new NotNull("dely")), columns))
        .withMessage(
            "Invalid rule 0 (not_null): unknown column \"dely\" (columns: date, delay; nearest:"
                + " \"delay\")");
  }

  @Test
  void listsAtMostTwentyColumns() {
    List<Column> columns =
        IntStream.range(0, 30).mapToObj(i -> column("column" + i, "int8")).toList();

    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleResolution.of(RuleSet.of(new NotNull("other")), columns))
        .withMessageEndingWith("column18, column19, …)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'not_null','column':'nope'",
        "'type':'in_set','column':'nope','values':[1]",
        "'type':'not_in_set','column':'nope','values':[1]",
        "'type':'in_range','column':'nope','min':1",
        "'type':'greater_than','column':'nope','value':1",
        "'type':'less_than','column':'nope','value':1",
        "'type':'regex','column':'nope','pattern':'x'",
        "'type':'not_regex','column':'nope','pattern':'x'",
        "'type':'length','column':'nope','min_length':1",
        "'type':'min_length','column':'nope','min_length':1",
        "'type':'max_length','column':'nope','max_length':1",
        "'type':'conditional_null','column':'nope','condition':'x'",
        "'type':'column_pair','a':'nope','b':'id','op':'='",
        "'type':'column_pair','a':'id','b':'nope','op':'='",
        "'type':'completeness_ratio','column':'nope','min_ratio':1",
        "'type':'mean','column':'nope','min':1",
        "'type':'std','column':'nope','min':1",
        "'type':'sum','column':'nope','min':1",
        "'type':'min','column':'nope','min':1",
        "'type':'max','column':'nope','min':1",
        "'type':'median','column':'nope','min':1",
        "'type':'quantile','column':'nope','q':0.5,'min':1",
        "'type':'distinct_count','column':'nope','min':1,'approximate':true",
        "'type':'freshness','column':'nope','max_age':'1d'",
        "'type':'distinct_count','column':'nope','min':1",
        "'type':'unique','column':'nope'",
        "'type':'unique','columns':['id','nope']",
      })
  void looksUpTheColumnsOfEveryRule(String fields) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> resolve(fields))
        .withMessageContaining("): unknown column \"nope\" (columns: id, delay, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'in_range','column':'id','min':1,'max':2.5",
        "'type':'in_range','column':'id','min':'1','max':'2'",
        "'type':'in_range','column':'delay','min':'-1.5e3','max':2",
        "'type':'in_range','column':'price','min':'0.01'",
        "'type':'in_range','column':'day','min':'2024-02-29','max':'2024-02-29'",
        "'type':'in_range','column':'at','min':'2024-02-29','max':'2024-02-29T00:00:00.000001'",
        "'type':'in_range','column':'at','min':'2024-02-29 12:00'",
        "'type':'in_range','column':'at_tz','min':'2024-01-01','max':'2024-01-01T02:00:00+01:00'",
        "'type':'greater_than','column':'clock','value':'23:59:59.5'",
        "'type':'in_set','column':'id','values':[1,2.0]",
        "'type':'in_set','column':'city','values':['1','']",
        "'type':'in_set','column':'late','values':[true]",
        "'type':'not_in_set','column':'day','values':['2024-02-29']",
        "'type':'in_set','column':'key','values':['0F8FAD5B-D9CB-469F-A165-70867728950E']",
        "'type':'regex','column':'city','pattern':'x'",
        "'type':'length','column':'city','min_length':1",
        "'type':'not_null','column':'tags'",
        "'type':'conditional_null','column':'tags','condition':'x'",
        "'type':'expression','expression':'nope > 1'",
        "'type':'column_pair','a':'id','b':'price','op':'<'",
        "'type':'column_pair','a':'day','b':'at','op':'<'",
        "'type':'column_pair','a':'city','b':'city','op':'<'",
        "'type':'column_pair','a':'late','b':'late','op':'='",
        "'type':'column_pair','a':'raw','b':'raw','op':'!='",
        "'type':'row_count','min':1",
        "'type':'completeness_ratio','column':'tags','min_ratio':1",
        "'type':'mean','column':'delay','min':1.5,'max':'2'",
        "'type':'std','column':'id','max':1.5",
        "'type':'sum','column':'price','min':-1",
        "'type':'min','column':'day','min':'2024-02-29'",
        "'type':'max','column':'clock','max':'23:59:59.5'",
        "'type':'max','column':'delay','max':1e400",
        "'type':'median','column':'delay','min':-0.5",
        "'type':'quantile','column':'price','q':0.99,'max':'100'",
        "'type':'distinct_count','column':'city','max':5,'approximate':true",
        "'type':'distinct_count','column':'delay','max':5",
        "'type':'unique','columns':['city','id','late']",
        "'type':'freshness','column':'day','max_age':'P1DT12H'",
        "'type':'freshness','column':'at_tz','max_age':3600",
      })
  void acceptsRulesThatFitTheirColumns(String fields) {

    assertThatCode(() -> resolve(fields)).doesNotThrowAnyException();
    assertThat(resolve(fields).decisions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'in_range','column':'city','min':1|range on text: column \"city\" is string"
            + " (allowed: numbers, dates and times)",
        "'type':'in_range','column':'city','min':'a'|range on text: column \"city\" is string"
            + " (allowed: numbers, dates and times)",
        "'type':'greater_than','column':'city','value':'a'|range on text: column \"city\" is"
            + " string (allowed: numbers, dates and times)",
        "'type':'less_than','column':'late','value':1"
            + "|column \"late\" is bool (allowed: numbers, dates and times)",
        "'type':'in_range','column':'tags','min':1"
            + "|column \"tags\" is other(VARCHAR[]) (allowed: numbers, dates and times)",
        "'type':'in_range','column':'span','min':1"
            + "|column \"span\" is interval (allowed: numbers, dates and times)",
        "'type':'in_range','column':'day','min':'2001-02-30'|field \"min\": found text"
            + " \"2001-02-30\" (allowed: a date such as 2024-12-31); column \"day\" is date",
        "'type':'in_range','column':'day','max':5|field \"max\": found number 5 (allowed: a date"
            + " such as 2024-12-31); column \"day\" is date",
        "'type':'in_range','column':'day','max':'2024-01-01T00:00:00'|field \"max\": found text"
            + " \"2024-01-01T00:00:00\" (allowed: a date such as 2024-12-31); column \"day\" is"
            + " date",
        "'type':'less_than','column':'at','value':'2024-01-01T00:00:00Z'|field \"value\": found"
            + " text \"2024-01-01T00:00:00Z\" (allowed: a timestamp such as 2024-12-31T23:59:59,"
            + " without an offset); column \"at\" is timestamp",
        "'type':'less_than','column':'at_tz','value':'yesterday'|field \"value\": found text"
            + " \"yesterday\" (allowed: a timestamp such as 2024-12-31T23:59:59Z); column"
            + " \"at_tz\" is timestamp_tz",
        "'type':'less_than','column':'clock','value':'25:00'|field \"value\": found text \"25:00\""
            + " (allowed: a time such as 23:59:59); column \"clock\" is time",
        "'type':'in_range','column':'id','min':'NaN'|field \"min\": found text \"NaN\" (allowed: a"
            + " number); column \"id\" is int64",
        "'type':'in_range','column':'id','min':'2','max':1|\"min\" 2 is above \"max\" 1",
        "'type':'in_range','column':'day','min':'2024-01-02','max':'2024-01-01'"
            + "|\"min\" 2024-01-02 is above \"max\" 2024-01-01",
        "'type':'in_range','column':'at_tz','min':'2024-01-01','max':'2024-01-01T00:30:00+01:00'"
            + "|\"min\" 2024-01-01T00:00Z is above \"max\" 2023-12-31T23:30Z",
        "'type':'in_range','column':'day','min':'2024-01-01','max':'2024-01-01','strict_min':true"
            + "|\"min\" and \"max\" are both 2024-01-01 and one is strict: nothing lies between",
        "'type':'in_set','column':'id','values':[1,'2']|field \"values\": found text \"2\""
            + " (allowed: a number); column \"id\" is int64",
        "'type':'in_set','column':'city','values':[7]|field \"values\": found number 7 (allowed:"
            + " text); column \"city\" is string",
        "'type':'in_set','column':'late','values':['true']|field \"values\": found text \"true\""
            + " (allowed: true or false); column \"late\" is bool",
        "'type':'in_set','column':'id','values':[true]|field \"values\": found true (allowed: a"
            + " number); column \"id\" is int64",
        "'type':'not_in_set','column':'key','values':['x']|field \"values\": found text \"x\""
            + " (allowed: a UUID); column \"key\" is uuid",
        "'type':'not_in_set','column':'raw','values':['x']|column \"raw\" is binary (allowed:"
            + " string, bool, uuid, numbers, dates and times)",
        "'type':'in_set','column':'tags','values':['x']|column \"tags\" is other(VARCHAR[])"
            + " (allowed: string, bool, uuid, numbers, dates and times)",
        "'type':'regex','column':'id','pattern':'x'|column \"id\" is int64 (allowed: string)",
        "'type':'not_regex','column':'tags','pattern':'x'"
            + "|column \"tags\" is other(VARCHAR[]) (allowed: string)",
        "'type':'length','column':'raw','max_length':1|column \"raw\" is binary (allowed: string)",
        "'type':'min_length','column':'id','value':1|column \"id\" is int64 (allowed: string)",
        "'type':'max_length','column':'id','value':1|column \"id\" is int64 (allowed: string)",
        "'type':'mean','column':'city','min':1|column \"city\" is string (allowed: numbers)",
        "'type':'std','column':'day','min':1|column \"day\" is date (allowed: numbers)",
        "'type':'sum','column':'late','min':1|column \"late\" is bool (allowed: numbers)",
        "'type':'median','column':'at','min':1|column \"at\" is timestamp (allowed: numbers)",
        "'type':'quantile','column':'tags','q':0,'min':1"
            + "|column \"tags\" is other(VARCHAR[]) (allowed: numbers)",
        "'type':'distinct_count','column':'tags','min':1,'approximate':true"
            + "|column \"tags\" is other(VARCHAR[]) (allowed: every flat type)",
        "'type':'unique','columns':['id','tags']"
            + "|column \"tags\" is other(VARCHAR[]) (allowed: every flat type)",
        "'type':'max','column':'city','max':'z'"
            + "|column \"city\" is string (allowed: numbers, dates and times)",
        "'type':'min','column':'day','min':1|field \"min\": found number 1 (allowed: a date such as"
            + " 2024-12-31); column \"day\" is date",
        "'type':'mean','column':'id','min':'x'|field \"min\": found text \"x\" (allowed: a number);"
            + " column \"id\" is int64",
        "'type':'max','column':'day','min':'2024-01-02','max':'2024-01-01'"
            + "|\"min\" 2024-01-02 is above \"max\" 2024-01-01",
        "'type':'freshness','column':'clock','max_age':'1d'"
            + "|column \"clock\" is time (allowed: dates and timestamps)",
        "'type':'column_pair','a':'id','b':'city','op':'='"
            + "|column \"id\" is int64 and column \"city\" is string cannot be compared by =",
        "'type':'column_pair','a':'at','b':'at_tz','op':'<'|column \"at\" is timestamp and column"
            + " \"at_tz\" is timestamp_tz cannot be compared by <",
        "'type':'column_pair','a':'late','b':'late','op':'<'"
            + "|column \"late\" is bool and column \"late\" is bool cannot be compared by <",
        "'type':'column_pair','a':'tags','b':'tags','op':'='|column \"tags\" is other(VARCHAR[])"
            + " and column \"tags\" is other(VARCHAR[]) cannot be compared by =",
      })
  void refusesRulesThatCannotApplyToTheType(String fields, String problem) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> resolve(fields))
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage())
                    .startsWith("Invalid rule 0 (")
                    .endsWith("): " + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "'type':'column_exists','column':'id'|PASSED|exists|-",
        "'type':'column_exists','column':'nope'|FAILED|missing|column \"nope\" is missing",
        "'type':'dtype','column':'id','dtype':'bigint'|PASSED|int64|-",
        "'type':'dtype','column':'price','dtype':'decimal(10,2)'|PASSED|decimal(10,2)|-",
        "'type':'dtype','column':'price','dtype':'decimal(10,3)'|FAILED|decimal(10,2)"
            + "|column \"price\" is decimal(10,2), not decimal(10,3)",
        "'type':'dtype','column':'nope','dtype':'int8'|FAILED|missing|column \"nope\" is missing",
        "'type':'schema','columns':{'sure':{'nullable':false},'id':'int64'}"
            + "|PASSED|0 differences|-",
        "'type':'schema','columns':{'id':{'nullable':false}}"
            + "|FAILED|1 difference|column \"id\" is nullable",
        "'type':'schema','columns':{'sure':{'dtype':'int8','nullable':true}}"
            + "|PASSED|0 differences|-",
        "'type':'schema','columns':{'gone':'int8','city':'int8'}|FAILED|2 differences"
            + "|column \"gone\" is missing; column \"city\" is string, not int8",
      })
  void decidesSchemaRules(String fields, Outcome outcome, String observed, String message) {
    RuleResolution resolution = resolve(fields);

    assertThat(resolution.decisions()).containsExactly(new Decision(0, outcome, observed, message));
    assertThat(resolution.decided(0)).isTrue();
  }

  @Test
  void failsColumnsThatAStrictSchemaDoesNotDeclare() {
    List<Column> columns = List.of(column("a", "int8"), column("b", "int8"), column("c", "int8"));
    RuleSet rules =
        RuleSet.parse("{\"type\":\"schema\",\"columns\":{\"b\":\"int8\"},\"strict\":true}");

    assertThat(RuleResolution.of(rules, columns).decisions())
        .containsExactly(
            new Decision(
                0,
                Outcome.FAILED,
                "2 differences",
                "column \"a\" is not declared; column \"c\" is not declared"));
  }

  @Test
  void skipsRulesOnColumnsThatASchemaRuleReports() {
    RuleSet rules =
        RuleSet.of(
            new NotNull("gone"),
            new InRange("city", 1, null),
            new ColumnPair("id", "gone", PairOperator.LESS),
            new NotNull("id"),
            new ColumnExists("gone"),
            new Dtype("city", DataType.parse("int8")),
            new Dtype("gone", DataType.parse("int8")));

    RuleResolution resolution = RuleResolution.of(rules, COLUMNS);

    String gone = "column \"gone\" is missing (rule 4)";
    String city = "column \"city\" is string, not int8";
    assertThat(resolution.decisions())
        .containsExactly(
            new Decision(0, Outcome.SKIPPED, null, gone),
            new Decision(1, Outcome.SKIPPED, null, city + " (rule 5)"),
            new Decision(2, Outcome.SKIPPED, null, gone),
            new Decision(4, Outcome.FAILED, "missing", "column \"gone\" is missing"),
            new Decision(5, Outcome.FAILED, "string", city),
            new Decision(6, Outcome.FAILED, "missing", "column \"gone\" is missing"));
    assertThat(resolution.decided(3)).isFalse();
    assertThat(resolution.reportedColumns())
        .containsExactly(entry("gone", gone), entry("city", city + " (rule 5)"));
  }

  @Test
  void skipsRulesWhoseExpressionsNameAReportedColumn() {
    RuleSet rules = RuleSet.of(new NotNull("id"), new NotNull("city"), new ColumnExists("gone"));

    RuleResolution resolution =
        RuleResolution.of(rules, COLUMNS).withMoot(new TreeMap<>(Map.of(1, "gone")));

    assertThat(resolution.decisions())
        .containsExactly(
            new Decision(1, Outcome.SKIPPED, null, "column \"gone\" is missing (rule 2)"),
            new Decision(2, Outcome.FAILED, "missing", "column \"gone\" is missing"));
    assertThat(resolution.decided(0)).isFalse();
  }

  @Test
  void skipsNoRuleForAColumnThatIsNotReportedAndNoneTwice() {
    RuleResolution resolution =
        RuleResolution.of(RuleSet.of(new NotNull("id"), new ColumnExists("gone")), COLUMNS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolution.withMoot(Map.of(0, "city")))
        .withMessage("Cannot skip rule 0 for column \"city\": no schema rule reports it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolution.withMoot(Map.of(1, "gone")))
        .withMessage("Cannot skip rule 1 for column \"gone\": it is decided already");
  }

  @Test
  void doesNotSkipRulesOnColumnsThatAreOnlyNullableOrExtra() {
    RuleSet rules =
        RuleSet.parse(
            "[{\"type\":\"schema\",\"columns\":{\"id\":{\"nullable\":false}},\"strict\":true},"
                + "{\"type\":\"not_null\",\"column\":\"id\"},"
                + "{\"type\":\"not_null\",\"column\":\"city\"}]");

    RuleResolution resolution = RuleResolution.of(rules, COLUMNS);

    assertThat(resolution.decisions()).extracting(Decision::rule).containsExactly(0);
  }

  private static RuleResolution resolve(String fields) {
    return RuleResolution.of(RuleSet.parse("{" + fields.replace('\'', '"') + "}"), COLUMNS);
  }

  private static Column column(String name, String type) {
    return new Column(name, DataType.parse(type), true);
  }
}
