package io.truthound.temporal.rule;

import static io.truthound.temporal.rule.Rules.columnPair;
import static io.truthound.temporal.rule.Rules.distinctCount;
import static io.truthound.temporal.rule.Rules.freshness;
import static io.truthound.temporal.rule.Rules.inRange;
import static io.truthound.temporal.rule.Rules.inSet;
import static io.truthound.temporal.rule.Rules.mean;
import static io.truthound.temporal.rule.Rules.minRowCount;
import static io.truthound.temporal.rule.Rules.notNull;
import static io.truthound.temporal.rule.Rules.quantile;
import static io.truthound.temporal.rule.Rules.referentialIntegrity;
import static io.truthound.temporal.rule.Rules.regex;
import static io.truthound.temporal.rule.Rules.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules written in Java are those that users write as JSON. */
class RulesTest {

  @Test
  void readWell() {
    RuleSet rules =
        RuleSet.of(
            notNull("order_id"),
            inRange("quantity", 1, 50).warning(),
            regex("email", ".+@.+").mostly("0.99").maxFailed(10).where("country = 'DE'"),
            inSet("status", "open", "paid").named("known status"),
            columnPair("ordered", PairOperator.LESS_OR_EQUAL, "shipped")
                .withSeverity(Severity.CRITICAL),
            unique("order_id", "line").mostly("0.9").named("lines"),
            mean("quantity", 1, null).warning().named("mean"),
            quantile("price", "0.95", null, "9.50").withSeverity(Severity.INFO),
            distinctCount("country", 1, 30).warning(),
            freshness("ordered", Duration.ofDays(2)).warning(),
            referentialIntegrity("customer", "customers.parquet").warning(),
            minRowCount(1).warning());

    assertThat(rules)
        .isEqualTo(
            RuleSet.parse(
                """
                [{"type": "not_null", "column": "order_id"},
                 {"type": "in_range", "column": "quantity", "min": 1, "max": 50,
                  "severity": "warning"},
                 {"type": "regex", "column": "email", "pattern": ".+@.+", "mostly": 0.99,
                  "max_failed": 10, "where": "country = 'DE'"},
                 {"type": "in_set", "column": "status", "values": ["open", "paid"],
                  "name": "known status"},
                 {"type": "column_pair", "a": "ordered", "b": "shipped", "op": "<=",
                  "severity": "critical"},
                 {"type": "unique", "columns": ["order_id", "line"], "mostly": 0.9,
                  "name": "lines"},
                 {"type": "mean", "column": "quantity", "min": 1, "severity": "warning",
                  "name": "mean"},
                 {"type": "quantile", "column": "price", "q": 0.95, "max": "9.50",
                  "severity": "info"},
                 {"type": "distinct_count", "column": "country", "min": 1, "max": 30,
                  "severity": "warning"},
                 {"type": "freshness", "column": "ordered", "max_age": "P2D",
                  "severity": "warning"},
                 {"type": "referential_integrity", "column": "customer",
                  "reference": "customers.parquet", "severity": "warning"},
                 {"type": "row_count", "min": 1, "severity": "warning"}]
                """));
  }

  @Test
  void areThereForEveryTypeThatUsersWrite() {
    Set<String> made =
        Arrays.stream(Rules.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getReturnType)
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    List<String> rules =
        Arrays.stream(Rule.class.getPermittedSubclasses())
            .flatMap(kind -> leaves(kind).stream())
            .map(Class::getSimpleName)
            .filter(
                name ->
                    !Set.of("WellFormed", "Convertible", "MixedType", "ProfileDistance")
                        .contains(name))
            // The exact one stands for both.
            .filter(name -> !name.equals("DistinctCount"))
            .distinct()
            .toList();
    assertThat(made).containsExactlyInAnyOrderElementsOf(rules);
  }

  private static List<Class<?>> leaves(Class<?> kind) {
    return kind.isInterface()
        ? Arrays.stream(kind.getPermittedSubclasses())
            .flatMap(each -> leaves(each).stream())
            .toList()
        : List.of(kind);
  }

  @Test
  void aBlankNameIsRefused() {
    assertThatThrownBy(() -> mean("x", 1, null).named(" "))
        .isInstanceOf(InvalidRuleException.class)
        .hasMessageContaining("name");
  }
}
