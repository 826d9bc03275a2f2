package io.truthound.temporal.engine.truthound.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedExpressionTest {

  private static final String PARTS =
      "(allowed: columns, literals, comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, CASE, CAST,"
          + " arithmetic and plain functions of one row)";
  private static final String ONE = "(allowed: one boolean SQL expression over the columns)";
  private static final String COLUMNS =
      "(columns: id, x, price, amount, name, say \"hi\", Größe, born, seen, ok, delay)";
  private static final String TYPES =
      "(allowed: BIGINT, BOOLEAN, DATE, DECIMAL, DOUBLE, FLOAT, HUGEINT, INTEGER, INTERVAL,"
          + " SMALLINT, TIME, TIMESTAMP, TIMESTAMP WITH TIME ZONE, TINYINT, UBIGINT, UHUGEINT,"
          + " UINTEGER, USMALLINT, UTINYINT, UUID, VARCHAR)";
  private static final String FUNCTIONS =
      "(allowed: " + String.join(", ", AllowedFunctions.names()) + ")";

  private final People people;

  RefusedExpressionTest() throws SQLException {
    people = new People();
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  static List<String[]> refused() {
    return """
        (select 1)  =>>  subquery is not allowed in an expression, at character 1 <PARTS>
        (select true)  =>>  subquery is not allowed in an expression, at character 1 <PARTS>
        exists(select 1)  =>>  subquery is not allowed in an expression, at character 1 <PARTS>
        not exists(select 1)  =>>  subquery is not allowed in an expression, at character 5 <PARTS>
        x IN (SELECT 1)  =>>  subquery is not allowed in an expression, at character 6 <PARTS>
        x = ANY(SELECT 1)  =>>  subquery is not allowed in an expression, at character 1 <PARTS>
        x = ANY([1])  =>>  subquery is not allowed in an expression, at character 1 <PARTS>
        x > (select max(x) from t)  =>>  subquery is not allowed in an expression, at character 5 <PARTS>
        read_csv('/etc/passwd') is not null  =>>  unknown function "read_csv", at character 1 <FUNCTIONS>
        read_text('/etc/passwd') = ''  =>>  unknown function "read_text", at character 1 <FUNCTIONS>
        reed_csv('a') = 1  =>>  unknown function "reed_csv", at character 1 <FUNCTIONS>
        getenv('HOME') = ''  =>>  unknown function "getenv", at character 1 <FUNCTIONS>
        1=1; drop table t  =>>  ";" is not allowed in an expression, at character 4 (allowed: one expression)
        ;  =>>  ";" is not allowed in an expression, at character 1 (allowed: one expression)
        x = 1) OR (1=1  =>>  ")" closes nothing, at character 6 (allowed: balanced brackets)
        x = 1) FROM t, (select 1  =>>  ")" closes nothing, at character 6 (allowed: balanced brackets)
        x = 1)  =>>  ")" closes nothing, at character 6 (allowed: balanced brackets)
        (x = 1  =>>  "(" is never closed (1 open at the end)
        [x = 1)  =>>  ")" closes nothing, at character 7 (allowed: balanced brackets)
        x = 1 /*  =>>  a comment is never closed, at character 7
        x = 'a  =>>  a string is never closed, at character 5
        x = "a  =>>  a quoted identifier is never closed, at character 5
        x = $1  =>>  a parameter or dollar-quoted string is not allowed in an expression, at character 5 (allowed: 'quoted' literals)
        x = ?  =>>  parameter is not allowed in an expression, at character 5 <PARTS>
        x = $name  =>>  a parameter or dollar-quoted string is not allowed in an expression, at character 5 (allowed: 'quoted' literals)
        name = $$Ann$$  =>>  a parameter or dollar-quoted string is not allowed in an expression, at character 8 (allowed: 'quoted' literals)
        repeat('x', 1000000000) = ''  =>>  unknown function "repeat", at character 1 <FUNCTIONS>
        lpad('x', 1000000000, 'y') = ''  =>>  unknown function "lpad", at character 1 <FUNCTIONS>
        rpad(name, 1000000000, 'y') = ''  =>>  unknown function "rpad", at character 1 <FUNCTIONS>
        query('select 1') = 1  =>>  unknown function "query", at character 1 <FUNCTIONS>
        list_sum(range(1000000000)) > 0  =>>  unknown function "list_sum", at character 1 <FUNCTIONS>
        generate_series(1, 10) is null  =>>  unknown function "generate_series", at character 1 <FUNCTIONS>
        [1, 2] is null  =>>  a list is not allowed in an expression, at character 1 <PARTS>
        {'a': 1} is null  =>>  a named argument is not allowed in an expression, at character 1 <PARTS>
        map {'a': 1} is null  =>>  a map is not allowed in an expression, at character 1 <PARTS>
        (x, 1) = (1, 1)  =>>  a row or a list of several expressions is not allowed in an expression, at character 1 (allowed: exactly one expression)
        row(1, 2) is null  =>>  a row or a list of several expressions is not allowed in an expression, at character 1 (allowed: exactly one expression)
        x, ok  =>>  a row or a list of several expressions is not allowed in an expression (allowed: exactly one expression)
        x as y  =>>  not an expression: syntax error at or near "as", at character 3 <ONE>
        -- only a comment  =>>  the expression is empty <ONE>
        count(*) > 0  =>>  aggregate count(*) is not allowed in an expression, at character 1 <PARTS>
        sum(x) > 0  =>>  unknown function "sum", at character 1 <FUNCTIONS>
        string_agg(name, ',') = ''  =>>  unknown function "string_agg", at character 1 <FUNCTIONS>
        row_number() over () = 1  =>>  window function is not allowed in an expression, at character 1 <PARTS>
        sum(x) over (order by id) > 0  =>>  window function is not allowed in an expression, at character 1 <PARTS>
        length(name) filter (where ok) > 0  =>>  FILTER is not allowed in an expression, at character 1 <PARTS>
        length(distinct name) > 0  =>>  DISTINCT or ORDER BY in a call is not allowed in an expression, at character 1 <PARTS>
        abs(x order by id) > 0  =>>  DISTINCT or ORDER BY in a call is not allowed in an expression, at character 1 <PARTS>
        current_setting('memory_limit') = ''  =>>  unknown function "current_setting", at character 1 <FUNCTIONS>
        random() > 0.5  =>>  unknown function "random", at character 1 <FUNCTIONS>
        uuid() is null  =>>  unknown function "uuid", at character 1 <FUNCTIONS>
        now() > seen  =>>  unknown function "now", at character 1, nearest is "pow" <FUNCTIONS>
        today() > born  =>>  unknown function "today", at character 1, nearest is "day" <FUNCTIONS>
        current_date > born  =>>  current_date, which differs from run to run, is not allowed in an expression, at character 1 <PARTS>
        current_timestamp > seen  =>>  current_timestamp, which differs from run to run, is not allowed in an expression, at character 1 <PARTS>
        current_user = 'duckdb'  =>>  current_user, which differs from run to run, is not allowed in an expression, at character 1 <PARTS>
        columns('.*') is null  =>>  * or COLUMNS(…) is not allowed in an expression, at character 1 <PARTS>
        columns(*) is null  =>>  * or COLUMNS(…) is not allowed in an expression, at character 9 <PARTS>
        *  =>>  * or COLUMNS(…) is not allowed in an expression, at character 1 <PARTS>
        t.*  =>>  * or COLUMNS(…) is not allowed in an expression, at character 1 <PARTS>
        * exclude (x)  =>>  * or COLUMNS(…) is not allowed in an expression, at character 1 <PARTS>
        lambda y: y > 1  =>>  lambda is not allowed in an expression, at character 1 <PARTS>
        list_filter([1], lambda y: y > 1) is null  =>>  unknown function "list_filter", at character 1 <FUNCTIONS>
        name -> 'a'  =>>  lambda is not allowed in an expression, at character 1 <PARTS>
        pg_sleep(10) is null  =>>  unknown function "pg_sleep", at character 1 <FUNCTIONS>
        nextval('s') > 0  =>>  unknown function "nextval", at character 1 <FUNCTIONS>
        t.x = 1  =>>  the qualified name t.x is not allowed in an expression, at character 1 <PARTS>
        x.y.z = 1  =>>  the qualified name x.y.z is not allowed in an expression, at character 1 <PARTS>
        name.upper() = 'A'  =>>  the qualified function name name.upper is not allowed in an expression, at character 1 <PARTS>
        main.f(x) = 1  =>>  the qualified function name main.f is not allowed in an expression, at character 1 <PARTS>
        system.main.abs(x) = 1  =>>  the qualified function name main.abs is not allowed in an expression, at character 1 <PARTS>
        dely > 5  =>>  unknown column "dely", at character 1, nearest is "delay" <COLUMNS>
        nonsense = 1  =>>  unknown column "nonsense", at character 1 <COLUMNS>
        rowid = 0  =>>  unknown column "rowid", at character 1 <COLUMNS>
        name[1] = 'A'  =>>  indexing with [ ] is not allowed in an expression, at character 5 <PARTS>
        name[1:2] = 'A'  =>>  slicing with [ : ] is not allowed in an expression, at character 5 <PARTS>
        name collate nocase = 'a'  =>>  COLLATE is not allowed in an expression, at character 1 <PARTS>
        typeof(x) = 'INTEGER'  =>>  unknown function "typeof", at character 1 <FUNCTIONS>
        error('boom') is null  =>>  unknown function "error", at character 1 <FUNCTIONS>
        format('{}', name) = ''  =>>  unknown function "format", at character 1 <FUNCTIONS>
        printf('%s', name) = ''  =>>  unknown function "printf", at character 1 <FUNCTIONS>
        levenshtein(name, 'a') > 1  =>>  unknown function "levenshtein", at character 1 <FUNCTIONS>
        replace(name, '', 'xxxxxxxx') = ''  =>>  unknown function "replace", at character 1 <FUNCTIONS>
        md5(name) = ''  =>>  unknown function "md5", at character 1 <FUNCTIONS>
        try(x = 1)  =>>  TRY is not allowed in an expression, at character 1 <PARTS>
        grouping(x) = 1  =>>  grouping is not allowed in an expression, at character 1 <PARTS>
        default  =>>  DEFAULT is not allowed in an expression, at character 1 <PARTS>
        #1 = 1  =>>  positional reference is not allowed in an expression, at character 1 <PARTS>
        x ! = 1  =>>  the operator ! is not allowed in an expression, at character 3 <PARTS>
        x! = 1  =>>  the operator ! is not allowed in an expression, at character 2 <PARTS>
        @x = 1  =>>  unknown function "@", at character 1 <FUNCTIONS>
        x & 1 = 1  =>>  unknown function "&", at character 1 <FUNCTIONS>
        ~x = 1  =>>  unknown function "~", at character 1 <FUNCTIONS>
        name glob 'A*'  =>>  GLOB is not allowed in an expression, at character 6 <PARTS>
        x at time zone 'UTC' is null  =>>  AT TIME ZONE is not allowed in an expression, at character 1 <PARTS>
        '\\xAA'::blob is null  =>>  a cast to blob is not allowed in an expression, at character 9 <TYPES>
        x'ab' is null  =>>  a hex literal is not allowed in an expression, at character 1 <PARTS>
        b'01' is null  =>>  a bit literal is not allowed in an expression, at character 1 <PARTS>
        name::int[] is null  =>>  a cast to list is not allowed in an expression <TYPES>
        name::struct(a int) is null  =>>  a cast to STRUCT is not allowed in an expression, at character 7 <TYPES>
        name::enum('a', 'b') = 'a'  =>>  a cast to enum is not allowed in an expression, at character 7 <TYPES>
        name::json is null  =>>  a cast to json is not allowed in an expression, at character 7 <TYPES>
        name::foo is null  =>>  a cast to foo is not allowed in an expression, at character 7 <TYPES>
        x::decimal(100) > 1  =>>  this precision of a decimal is not allowed in an expression, at character 4 <PARTS>
        x::bit is null  =>>  a cast to BIT is not allowed in an expression, at character 4 <TYPES>
        x = 170141183460469231731687303715884105728  =>>  an integer beyond 128 bits is not allowed in an expression, at character 5 <PARTS>
        abs(x := 1) = 1  =>>  a named argument is not allowed in an expression, at character 1 <PARTS>
        abs() = 1  =>>  abs takes 1 arguments, found 0, at character 1
        abs(x, 1) = 1  =>>  abs takes 1 arguments, found 2, at character 1
        regexp_matches(name, name)  =>>  argument 2 of regexp_matches varies, at character 22 (allowed: a text literal)
        regexp_matches(name, 'a' || 'b')  =>>  argument 2 of regexp_matches varies, at character 22 (allowed: a text literal)
        regexp_matches(name, '(')  =>>  the expression does not fit the columns: Invalid Input Error: missing ): (
        date_part(name, born) = 1  =>>  argument 1 of date_part varies, at character 11 (allowed: a text literal)
        date_part('nonsense', born) = 1  =>>  unknown part "nonsense" of a date, at character 11 (allowed: century, day, dayofweek, dayofyear, decade, dow, doy, epoch, hour, isodow, isoyear, microsecond, millennium, millisecond, minute, month, quarter, second, week, year)
        strftime(seen, name) = ''  =>>  argument 2 of strftime varies, at character 16 (allowed: a text literal)
        strftime(seen, '%Q') = ''  =>>  the expression does not fit the columns: Invalid Input Error: Failed to parse format specifier %Q: Unrecognized format for strftime/strptime: %Q
        name like 'a' escape 'ab'  =>>  an escape of more than one character is not allowed in an expression, at character 22 <PARTS>
        date '2020-13-01' < born  =>>  the expression does not fit the columns: Conversion Error: date field value out of range: "2020-13-01"
        born > 'soon'  =>>  the expression does not fit the columns: Conversion Error: invalid date field format: "soon", expected format is (YYYY-MM-DD)
        x = 'abc'  =>>  the expression does not fit the columns: Conversion Error: Could not convert string 'abc' to INT64
        name = 5  =>>  the text "name" is compared with the number 5 (allowed: text with 'text'; or a CAST of the text)
        name in (1, 2)  =>>  the text "name" is compared with the number 1 (allowed: text with 'text'; or a CAST of the text)
        id + name > 1  =>>  the expression does not fit the columns: Binder Error: No function matches the given name and argument types '+(INTEGER, VARCHAR)'. You might need to add explicit type casts.
        length(x) > 1  =>>  the expression does not fit the columns: Binder Error: No function matches the given name and argument types 'length(BIGINT)'. You might need to add explicit type casts.
        x  =>>  the expression gives BIGINT (allowed: BOOLEAN, as of a comparison)
        1  =>>  the expression gives INTEGER (allowed: BOOLEAN, as of a comparison)
        name  =>>  the expression gives VARCHAR (allowed: BOOLEAN, as of a comparison)
        x + 1  =>>  the expression gives BIGINT (allowed: BOOLEAN, as of a comparison)
        x = = 1  =>>  not an expression: syntax error at or near "=", at character 5 <ONE>
        select 1  =>>  subquery is not allowed in an expression <PARTS>
        drop table people  =>>  not an expression: syntax error at or near "table", at character 6 <ONE>
        x = 1 \\  =>>  not an expression: syntax error at or near "\\", at character 7 <ONE>
        copy people to 'a'  =>>  not an expression: syntax error at or near "people", at character 6 <ONE>
        pragma version  =>>  not an expression: syntax error at or near "version", at character 8 <ONE>
        attach 'a.db'  =>>  a cast to attach is not allowed in an expression, at character 1 <TYPES>
        x between 1  =>>  not an expression: syntax error at or near ")" <ONE>
        case when x then 1  =>>  not an expression: syntax error at or near ")" <ONE>
        if(x, 1, 2) = 1  =>>  unknown function "if", at character 1 <FUNCTIONS>
        concat(name, name) = ''  =>>  unknown function "concat", at character 1 <FUNCTIONS>
        array_agg(x) is null  =>>  unknown function "array_agg", at character 1 <FUNCTIONS>
        unnest([1]) = 1  =>>  unknown function "unnest", at character 1 <FUNCTIONS>
        getvariable('a') = 1  =>>  unknown function "getvariable", at character 1 <FUNCTIONS>
        hash(x) = 1  =>>  unknown function "hash", at character 1 <FUNCTIONS>
        version() = ''  =>>  unknown function "version", at character 1 <FUNCTIONS>
        txid_current() = 1  =>>  unknown function "txid_current", at character 1 <FUNCTIONS>
        pi() > x  =>>  unknown function "pi", at character 1 <FUNCTIONS>
        gen_random_uuid() is null  =>>  unknown function "gen_random_uuid", at character 1 <FUNCTIONS>
        currval('s') = 1  =>>  unknown function "currval", at character 1 <FUNCTIONS>
        struct_pack(a := 1) is null  =>>  a named argument is not allowed in an expression, at character 1 <PARTS>
        x = 1 union select 1  =>>  not an expression: syntax error at or near "union", at character 7 <ONE>
        make_timestamp(x) is null  =>>  unknown function "make_timestamp", at character 1 <FUNCTIONS>
        1 = 1 limit 1  =>>  not an expression: syntax error at or near "limit", at character 7 <ONE>
        id > 1//0  =>>  the expression does not fit the columns: Invalid Input Error: Division by zero in expression (1 // 0)
        ö = 'ü' or nope = 1  =>>  unknown column "ö", at character 1 <COLUMNS>
        case case x when 1 then 2 end when 2 then ok end  =>>  the operand of CASE is more than a name, at character 6 (allowed: CASE column WHEN …, or CASE WHEN condition THEN …)
        case x + 1 when 2 then ok end  =>>  the operand of CASE is more than a name, at character 8 (allowed: CASE column WHEN …, or CASE WHEN condition THEN …)
        nullif(nullif(nullif(nullif(nullif(nullif(x, 1), 2), 3), 4), 5), 6) = 1  =>>  nullif, or a divisor, nests too deeply in another (allowed: up to 4 levels)
        x = 99999999999999999999999999999999999999999999999999999  =>>  an integer beyond 128 bits is not allowed in an expression, at character 5 <PARTS>
        price::double[3] is null  =>>  a cast to array is not allowed in an expression <TYPES>
        x::decimal(50, 2) > 1  =>>  the expression does not fit the columns: Binder Error: DECIMAL type width must be between 1 and 38
        x is null; -- done  =>>  ";" is not allowed in an expression, at character 10 (allowed: one expression)
        'x' || (select 'y') = 'xy'  =>>  subquery is not allowed in an expression, at character 8 <PARTS>
        case when exists(select 1) then ok end  =>>  subquery is not allowed in an expression, at character 11 <PARTS>
        coalesce((select 1), 1) = 1  =>>  subquery is not allowed in an expression, at character 10 <PARTS>
        x in (1, (select 2))  =>>  subquery is not allowed in an expression, at character 10 <PARTS>
        abs((select 1)) = 1  =>>  subquery is not allowed in an expression, at character 5 <PARTS>
        x::decimal((select 1)) = 1  =>>  not an expression: Expected a constant as type modifier <ONE>
        interval (select 1) day is null  =>>  not an expression: syntax error at or near "select", at character 11 <ONE>
        parse_path('/etc/passwd') is null  =>>  unknown function "parse_path", at character 1 <FUNCTIONS>
        glob('/etc/*') is null  =>>  unknown function "glob", at character 1 <FUNCTIONS>
        sniff_csv('/etc/passwd') is null  =>>  unknown function "sniff_csv", at character 1 <FUNCTIONS>
        duckdb_settings() is null  =>>  unknown function "duckdb_settings", at character 1 <FUNCTIONS>
        set_bit('1'::varchar, 1, 1) = 1  =>>  unknown function "set_bit", at character 1 <FUNCTIONS>
        overlay(name placing 'a' from 1) = ''  =>>  unknown function "overlay", at character 1 <FUNCTIONS>
        x is of (integer)  =>>  not an expression: syntax error at or near "of", at character 6 <ONE>
        nullif(name, 1) is null  =>>  the text "name" is compared with the number 1 (allowed: text with 'text'; or a CAST of the text)
        name between 'a' and 5  =>>  the expression does not fit the columns: Binder Error: Cannot mix values of type VARCHAR and INTEGER_LITERAL in BETWEEN clause - an explicit cast is required
        ok = 'maybe'  =>>  the expression does not fit the columns: Conversion Error: Could not convert string 'maybe' to BOOL
        seen > '2020-13-01'  =>>  the expression does not fit the columns: Conversion Error: timestamp field value out of range: "2020-13-01"
        amount = 'ten'  =>>  the expression does not fit the columns: Conversion Error: Could not convert string "ten" to DECIMAL(18,2)
        """
        .lines()
        .map(line -> line.split("  =>>  ", 2))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhatWasFoundWhereAndWhatIsAllowed(String text, String message) {
    assertRefused(
        text,
        message
            .replace("<PARTS>", PARTS)
            .replace("<ONE>", ONE)
            .replace("<COLUMNS>", COLUMNS)
            .replace("<TYPES>", TYPES)
            .replace("<FUNCTIONS>", FUNCTIONS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "-- only a comment", "/* only */", "-- a\n-- b"})
  void refusesTextWithoutAnExpression(String text) {
    assertRefused(text, "the expression is empty " + ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x = 1\0", "name = '\0'", "name = '\ud800'"})
  void refusesWhatIsNotText(String text) {
    assertRefused(
        text,
        "the expression holds a NUL character or half a surrogate pair (allowed: Unicode text)");
  }

  @Test
  void pointsAtCharactersAndNotAtBytes() {
    assertRefused(
        "name = '日本語𝒳' or nope = 1", "unknown column \"nope\", at character 18 " + COLUMNS);
  }

  @Test
  void refusesANameThatFitsTwoColumns() {
    assertThatThrownBy(
            () -> SafeExpression.parse(people.connection(), "aB = 1", List.of("ab", "AB")))
        .hasMessage("unknown column \"aB\", at character 1, nearest is \"ab\" (columns: ab, AB)");
  }

  /** A macro may write an operand twice, so that nesting it doubles without limit. */
  @Test
  void allowsNoMacroButTheOneWhoseNestingIsBounded() throws SQLException {
    String names = "'" + String.join("', '", AllowedFunctions.names()) + "'";
    try (Statement statement = people.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT string_agg(DISTINCT function_name, ' ') FROM duckdb_functions() WHERE"
                    + " function_type <> 'scalar' AND function_name IN ("
                    + names
                    + ")")) {
      rows.next();

      assertThat(rows.getString(1)).isEqualTo("nullif");
    }
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> people.parse(text).requireBoolean(people.connection(), People.TYPES))
        .isInstanceOf(UnsafeExpressionException.class)
        .hasMessage(message);
  }
}
