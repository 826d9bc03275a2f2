package io.truthound.temporal.engine.truthound.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllowedExpressionTest {

  private final People people;

  AllowedExpressionTest() throws SQLException {
    people = new People();
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  static List<String> allowed() {
    return """
        ok
        ID = 1
        "ID" = 1
        "Größe" > 0
        "say ""hi""\" = 'it''s'
        "say ""hi""\" = '日本語'
        name = 'Jürgen ✓' -- a comment at the end
        /* before */ x = 1 /* after /* nested */ */
        name = '--' or name = '/*' or name = ')('
        name = e'4\\x32'
        x = 1
        x <> 1
        x != 1
        x == 1
        x < 1
        x <= 1
        x > 1
        x >= 1
        x is distinct from null
        x is not distinct from null
        x = 1 and ok
        x = 1 or ok or price > 0
        x = 1 or ok and price > 0
        not ok
        not not ok
        ok is true
        ok is not true
        ok is false
        ok is unknown
        x is null
        x is not null
        x isnull
        x notnull
        x between 0 and 10
        x not between 0 and 10
        born between '1980-01-01' and date '2000-01-01'
        name in ('Ann', 'n/a', null)
        name not in ('Ann', 'n/a')
        x in (1)
        x in (1, delay, 12)
        case when x > 0 then true when x = 0 then false end
        case when x > 0 then price else -1 end > 0
        case name when 'Ann' then 1 when '' then 2 else 3 end < 3
        case "name" when 'Ann' then ok end
        coalesce(price, amount, 1) > 0
        ifnull(x, 0) = 0
        nullif(id, 1) is null
        id + delay - 2 * 3 > 0
        price / 0 > 1
        id // 2 = 1
        id % 2 = 1
        mod(id, 2) = 1
        - delay > 0
        + delay > 0
        -(-5) = 5
        - - 5 = 5
        id - -5 > 6
        2 ^ id > 10
        2 ** id > 10
        pow(2, id) > 10
        power(2, id) > 10
        price * 2 > 1.5e0
        amount = 10.25
        amount * 1.000000000000000001 > 1
        amount > 0.1234567890123456789
        price > 1e10
        price < .5
        price < 5.
        x = 9223372036854775807
        x > -9223372036854775808
        x < 170141183460469231731687303715884105727
        x > -170141183460469231731687303715884105728
        id < 1_000
        name || 'x' = 'Annx'
        name || id || born = 'Ann11992-02-29'
        name like 'A%'
        name not like 'A%'
        name ilike 'a%'
        name not ilike 'a%'
        name like "say ""hi""\"
        "say ""hi""\" like '!%!_' escape '!'
        "say ""hi""\" not like '!%!_' escape '!'
        name similar to '[A-Z].*'
        name not similar to '[A-Z].*'
        name ~ 'n'
        name !~ 'n'
        regexp_matches(name, '^a', 'i')
        regexp_full_match(name, '[0-9]+')
        cast(id as double) > 1.5
        id::varchar = '1'
        id::text || 'x' = '1x'
        try_cast(name as integer) > 0
        try_cast(name as decimal(10, 2)) > 0
        try_cast(name as date) is null
        x::decimal(38, 2) > 0.5
        delay::numeric(5) > 0
        amount::float > 0
        born::timestamp < seen
        born = date '1992-02-29'
        seen > timestamp '2000-01-01 00:00:00'
        seen::time > time '12:00:00'
        seen::date = '2020-01-01'
        seen - interval 1 day < '2020-01-01'
        seen + interval '1 month 2 days' > '2020-01-01'
        born + 30 > '1992-03-01'
        born + interval (id) year > '2000-01-01'
        born + to_days(id) > '1992-03-01'
        length(name) between 1 and 5
        strlen(name) > length(name)
        char_length(name) > 2
        lower(name) = 'ann'
        upper(name) = 'ANN'
        ucase(name) = 'ANN' or lcase(name) = 'n/a'
        trim(name) = '' or ltrim(name, 'A') = 'nn' or rtrim(name, 'n') = 'A'
        trim(both 'A' from name) = 'nn'
        substr(name, 1, 1) = 'A'
        substring(name, 2) = 'nn'
        substring(name from 2 for 1) = 'n'
        left(name, 1) = 'A' or right(name, 1) = 'a'
        starts_with(name, 'A')
        ends_with(name, 'n') or suffix(name, 'a')
        contains(name, 'n') or prefix(name, 'J')
        strpos(name, 'n') > 0 or instr(name, 'g') > 0
        position('n' in name) > 0
        abs(delay) > 2
        sign(delay) = -1
        round(price, 1) = 1.5
        round(price) = 2
        floor(price) = 1 or ceil(price) = 2 or ceiling(price) = 2
        trunc(price) = 1
        sqrt(abs(delay)) > 2
        ln(id) > 1 or log10(id) > 1 or exp(id) > 100
        greatest(id, delay) = least(id, delay)
        isnan(price) or isinf(price) or not isfinite(price)
        price = 'nan'
        price = 'NaN'::double
        year(born) = 1992
        month(born) = 2 and day(born) = 29
        hour(seen) = 10 and minute(seen) = 11 and second(seen) = 12
        quarter(born) = 1 or week(born) = 53 or dayofweek(born) = 4 or dayofyear(born) = 366
        weekday(born) = 4 or isodow(born) = 6
        epoch(seen) < 0
        extract(year from born) = 1992
        date_part('Month', born) = 2
        date_trunc('month', born) = date '1992-02-01'
        date_diff('day', born, seen) > 0
        datediff('year', born, seen) > 0
        strftime(seen, '%Y-%m') = '2020-01'
        true
        null::boolean
        ((((x = 1))))
        "X" = 1 AnD "PrIcE" > 0
        length(name) > 2 and (ok or not (x > 1 and born is null)) or seen is null
        """
        .lines()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void meansWhatTheUserWrote(String text) {
    SafeExpression expression = people.parse(text);
    String sql = expression.sql(Names::quoted);

    assertThat(people.values(sql)).as(sql).hasSize(6).isEqualTo(people.values(text));
    assertThat(people.parse(sql).sql(Names::quoted)).isEqualTo(sql);
    expression.requireBoolean(people.connection(), People.TYPES);
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void decidesEveryRow(String text) {
    SafeExpression expression = people.parse(text);

    List<String> values = people.values(text);
    assertThat(people.values(expression.passes(Names::quoted)))
        .isEqualTo(values.stream().map(v -> String.valueOf(!Objects.equals(v, "false"))).toList());
    assertThat(people.values(expression.holds(Names::quoted)))
        .isEqualTo(values.stream().map(v -> String.valueOf(Objects.equals(v, "true"))).toList());
    assertThat(people.values(expression.raises(Names::quoted))).containsOnly("false");
  }

  @Test
  void listsColumnsInOrderOfFirstUseAndInTheDatasetsSpelling() {
    SafeExpression expression = people.parse("PRICE > 0 and \"GRößE\" > id and price < 10");

    assertThat(expression.columns()).containsExactly("price", "Größe", "id");
  }

  @Test
  void prefersTheExactSpelling() {
    SafeExpression expression =
        SafeExpression.parse(people.connection(), "\"A\" > a", List.of("a", "A"));

    assertThat(expression.columns()).containsExactly("A", "a");
  }

  @Test
  void putsTheGivenSqlInPlaceOfColumns() {
    SafeExpression expression = people.parse("id > 1 and name = 'id'");

    assertThat(expression.sql(column -> "CAST(raw_" + column + " AS INTEGER)"))
        .isEqualTo("((CAST(raw_id AS INTEGER) > 1) AND (CAST(raw_name AS INTEGER) = 'id'))");
  }

  @BeforeAll
  void hasRowsToDecide() {
    assertThat(people.values("id")).hasSize(6);
  }
}
