package io.truthound.temporal.app.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.PolarsTypes;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedSchema;
import io.truthound.temporal.rule.InvalidRuleException;
import io.truthound.temporal.rule.Nearest;
import io.truthound.temporal.rule.TypedLiteral;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a schema file says of a column into one; each refusal names the column and the key.
 */
final class SchemaTree {
  private static final List<String> KEYS = List.of("version", "row_count", "columns");
  private static final List<String> COLUMN_KEYS =
      List.of(
          "name",
          "dtype",
          "nullable",
          "unique",
          "min_value",
          "max_value",
          "allowed_values",
          "pattern",
          "min_length",
          "max_length",
          "null_ratio",
          "unique_ratio",
          "mean",
          "std",
          "quantiles");

  /** Infinities and NaN, however a version of YAML reads them. */
  private static final Pattern ENDLESS =
      Pattern.compile("[-+]?(\\.inf|infinity)|\\.?nan", Pattern.CASE_INSENSITIVE);

  private static final Pattern PERCENT = Pattern.compile("\\d{1,2}%");

  private final String name;
  private final JsonNode column;
  private final @Nullable DataType type;

  private SchemaTree(String name, JsonNode column) {
    this.name = name;
    this.column = column;
    requireKnown(where(), column, COLUMN_KEYS);
    this.type = PolarsTypes.parse(text("dtype", "the name of a type")).orElse(null);
  }

  static LearnedSchema of(@Nullable JsonNode tree) {
    if (tree == null || !tree.isObject()) {
      throw new InvalidRequestException(
          "it is no object (allowed: version, row_count and columns)");
    }
    requireKnown("", tree, KEYS);
    JsonNode columns = tree.path("columns");
    if (!columns.isObject() || columns.isEmpty()) {
      throw new InvalidRequestException(
          "found no columns (allowed: an object of names and what is known of them)");
    }
    JsonNode rows = tree.path("row_count");
    List<LearnedColumn> learned = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : columns.properties()) {
      if (!each.getValue().isObject() || each.getKey().isEmpty()) {
        throw new InvalidRequestException(
            "column \"%s\": found nothing that is known of it".formatted(each.getKey()));
      }
      learned.add(new SchemaTree(each.getKey(), each.getValue()).column());
    }
    return new LearnedSchema(rows.isIntegralNumber() ? rows.longValue() : null, learned);
  }

  private static void requireKnown(String where, JsonNode object, List<String> known) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String key = field.getKey();
      if (!known.contains(key)) {
        String nearest =
            Nearest.to(key, known).map(near -> "; nearest: \"" + near + "\"").orElse("");
        throw new InvalidRequestException(
            "%sunknown key \"%s\" (allowed: %s%s)"
                .formatted(where, key, String.join(", ", known), nearest));
      }
    }
  }

  private String where() {
    return "column \"" + name + "\": ";
  }

  private LearnedColumn column() {
    LearnedColumn learned =
        new LearnedColumn(
            name,
            type,
            flag("nullable", true),
            flag("unique", false),
            bound("min_value"),
            bound("max_value"),
            values(),
            isText() && isGiven("pattern") ? text("pattern", "a regex") : null,
            length("min_length"),
            length("max_length"),
            number("null_ratio"),
            number("unique_ratio"),
            number("mean"),
            number("std"),
            quantiles());
    requireRules(learned);
    return learned;
  }

  private void requireRules(LearnedColumn learned) {
    try {
      int unused = learned.rules().size();
    } catch (InvalidRuleException e) {
      throw new InvalidRequestException(where() + e.getMessage(), e);
    }
  }

  private boolean isGiven(String key) {
    return !column.path(key).isMissingNode() && !column.path(key).isNull();
  }

  private boolean isText() {
    return type != null && type.textual();
  }

  private String text(String key, String allowed) {
    JsonNode value = column.path(key);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw refused(key, allowed);
    }
    return value.textValue();
  }

  private boolean flag(String key, boolean otherwise) {
    if (!isGiven(key)) {
      return otherwise;
    }
    if (!column.path(key).isBoolean()) {
      throw refused(key, "true or false");
    }
    return column.path(key).booleanValue();
  }

  private @Nullable Long length(String key) {
    if (!isText() || !isGiven(key)) {
      return null;
    }
    JsonNode value = column.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw refused(key, "a whole number, 0 or more");
    }
    return value.longValue();
  }

  /** Returns an end; null for one that is not finite, and where the type has no order. */
  private @Nullable String bound(String key) {
    JsonNode value = column.path(key);
    boolean ordered = type != null && (type.numeric() || type.temporal());
    if (!ordered || type == null || !isGiven(key) || isEndless(value)) {
      return null;
    }
    boolean fits = value.isValueNode() && TypedLiteral.bound(type, value.asText()).isPresent();
    if (!fits) {
      throw refused(key, type.numeric() ? "a number" : "a date or a time");
    }
    return value.asText();
  }

  private static boolean isEndless(JsonNode value) {
    return value.isValueNode() && ENDLESS.matcher(value.asText()).matches();
  }

  /** Returns the set of values; none where one of them is not finite: no rule can name it. */
  private List<String> values() {
    JsonNode given = column.path("allowed_values");
    if (!isGiven("allowed_values") || type == null) {
      return List.of();
    }
    if (!given.isArray()) {
      throw refused("allowed_values", "a list");
    }
    List<String> values = new ArrayList<>();
    for (JsonNode value : given) {
      if (type.numeric() && isEndless(value)) {
        return List.of();
      }
      if (TypedLiteral.member(type, literal(value)).isEmpty()) {
        throw refused("allowed_values", "values of the type " + type);
      }
      values.add(value.asText());
    }
    return values;
  }

  private static Object literal(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
  }

  private @Nullable BigDecimal number(String key) {
    JsonNode value = column.path(key);
    return value.isNumber() && !isEndless(value) ? value.decimalValue() : null;
  }

  private List<Quantile> quantiles() {
    List<Quantile> quantiles = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : column.path("quantiles").properties()) {
      String key = each.getKey();
      JsonNode value = each.getValue();
      if (PERCENT.matcher(key).matches() && value.isNumber() && !isEndless(value)) {
        BigDecimal percent = new BigDecimal(key.substring(0, key.length() - 1));
        quantiles.add(new Quantile(percent.movePointLeft(2), value.decimalValue().toString()));
      }
    }
    return quantiles;
  }

  private InvalidRequestException refused(String key, String allowed) {
    String found = isGiven(key) ? column.path(key).toString() : "nothing";
    return new InvalidRequestException(
        "%skey \"%s\": found %s (allowed: %s)".formatted(where(), key, found, allowed));
  }
}
