package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each rule as flat fields: canonical names in the order of the table, no defaults. */
final class RuleWriter implements Rule.Visitor<Map<String, Object>> {
  private static final AggregateRule.Visitor<Map<String, Object>> AGGREGATES =
      new AggregateRule.Visitor<>() {
        @Override
        public Map<String, Object> mean(Mean rule) {
          return bounded(rule, rule.min(), rule.max());
        }

        @Override
        public Map<String, Object> std(Std rule) {
          return bounded(rule, rule.min(), rule.max());
        }

        @Override
        public Map<String, Object> sum(Sum rule) {
          return bounded(rule, rule.min(), rule.max());
        }

        @Override
        public Map<String, Object> min(Min rule) {
          return bounded(rule, rule.min(), rule.max());
        }

        @Override
        public Map<String, Object> max(Max rule) {
          return bounded(rule, rule.min(), rule.max());
        }

        @Override
        public Map<String, Object> median(Median rule) {
          return bounded(rule, rule.min(), rule.max());
        }

        @Override
        public Map<String, Object> quantile(Quantile rule) {
          return flat(rule)
              .put("column", rule.column())
              .put("q", rule.q())
              .put("min", rule.min())
              .put("max", rule.max())
              .common();
        }

        @Override
        public Map<String, Object> distinctCount(DistinctCount rule) {
          return flat(rule)
              .put("column", rule.column())
              .put("min", rule.min())
              .put("max", rule.max())
              .flag("approximate", rule.approximate())
              .common();
        }

        @Override
        public Map<String, Object> freshness(Freshness rule) {
          return flat(rule)
              .put("column", rule.column())
              .put("max_age", Ages.text(rule.maxAge()))
              .common();
        }

        @Override
        public Map<String, Object> profileDistance(ProfileDistance rule) {
          return flat(rule)
              .put("column", rule.column())
              .put("method", rule.method().text())
              .put("threshold", rule.threshold())
              .put("from", rule.from())
              .put("to", rule.to())
              .flag("whole", rule.whole())
              .put("values", rule.values().isEmpty() ? null : rule.values())
              .put("counts", rule.counts().stream().map(BigDecimal::valueOf).toList())
              .common();
        }

        private static Map<String, Object> bounded(
            AggregateRule rule, @Nullable Object min, @Nullable Object max) {
          return flat(rule).put("column", rule.column()).put("min", min).put("max", max).common();
        }
      };

  private static final KeyRule.Visitor<Map<String, Object>> KEYS =
      new KeyRule.Visitor<>() {
        @Override
        public Map<String, Object> unique(Unique rule) {
          return flat(rule).columns("column", rule.columns()).tolerant(rule.tolerance());
        }

        @Override
        public Map<String, Object> distinctCount(ExactDistinctCount rule) {
          return flat(rule)
              .put("column", rule.column())
              .put("min", rule.min())
              .put("max", rule.max())
              .common();
        }

        @Override
        public Map<String, Object> referentialIntegrity(ReferentialIntegrity rule) {
          return flat(rule)
              .columns("column", rule.columns())
              .put("reference", rule.reference())
              .columns("reference_column", rule.referenceColumns())
              .put("reference_format", Formats.textOrNull(rule.referenceFormat()))
              .common();
        }
      };

  private static final PastRule.Visitor<Map<String, Object>> PAST =
      new PastRule.Visitor<>() {
        @Override
        public Map<String, Object> againstHistory(AgainstHistory rule) {
          boolean usual = rule.minRuns() == Math.min(AgainstHistory.MIN_RUNS, rule.runs());
          return flat(rule)
              .put("figure", rule.figure().text())
              .put("column", rule.column())
              .put("q", rule.q())
              .put("runs", rule.runs() == AgainstHistory.RUNS ? null : rule.runs())
              .put("method", rule.method() == HistoryMethod.RANGE ? null : rule.method().text())
              .put("threshold", rule.threshold())
              .put("min_runs", usual ? null : rule.minRuns())
              .flag("also_broken", rule.alsoBroken())
              .common();
        }

        @Override
        public Map<String, Object> outlier(Outlier rule) {
          boolean usual = rule.zScore() || rule.method() == OutlierMethod.IQR;
          return flat(rule)
              .put("column", rule.column())
              .put("method", usual ? null : rule.method().text())
              .put("threshold", other(rule.threshold(), rule.method().threshold()))
              .put("baseline", rule.baseline())
              .options(rule.options());
        }

        @Override
        public Map<String, Object> drift(Drift rule) {
          boolean usual = rule.method() == rule.kind().method();
          return flat(rule)
              .put("column", rule.column())
              .put("method", usual ? null : rule.method().text())
              .put("threshold", other(rule.threshold(), rule.method().threshold()))
              .put("baseline", rule.baseline())
              .common();
        }

        private static @Nullable BigDecimal other(BigDecimal given, BigDecimal standard) {
          return given.compareTo(standard) == 0 ? null : given;
        }
      };

  @Override
  public Map<String, Object> past(PastRule rule) {
    return rule.accept(PAST);
  }

  @Override
  public Map<String, Object> crossTableRowCount(CrossTableRowCount rule) {
    return flat(rule)
        .put("reference", rule.reference())
        .put("tolerance", rule.tolerance().signum() == 0 ? null : rule.tolerance())
        .put("reference_format", Formats.textOrNull(rule.referenceFormat()))
        .common();
  }

  @Override
  public Map<String, Object> notNull(NotNull rule) {
    return flat(rule).put("column", rule.column()).options(rule.options());
  }

  @Override
  public Map<String, Object> inSet(InSet rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("values", rule.values())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> notInSet(NotInSet rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("values", rule.values())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> inRange(InRange rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("min", rule.min())
        .put("max", rule.max())
        .flag("strict_min", rule.strictMin())
        .flag("strict_max", rule.strictMax())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> greaterThan(GreaterThan rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("value", rule.value())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> lessThan(LessThan rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("value", rule.value())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> regex(Regex rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("pattern", rule.pattern())
        .match(rule.match())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> notRegex(NotRegex rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("pattern", rule.pattern())
        .match(rule.match())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> length(Length rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("min_length", rule.minLength())
        .put("max_length", rule.maxLength())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> minLength(MinLength rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("min_length", rule.minLength())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> maxLength(MaxLength rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("max_length", rule.maxLength())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> conditionalNull(ConditionalNull rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("condition", rule.condition())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> expression(Expression rule) {
    return flat(rule).put("expression", rule.expression()).options(rule.options());
  }

  @Override
  public Map<String, Object> columnPair(ColumnPair rule) {
    return flat(rule)
        .put("a", rule.a())
        .put("b", rule.b())
        .put("op", rule.op().text())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> wellFormed(WellFormed rule) {
    return flat(rule).options(rule.options());
  }

  @Override
  public Map<String, Object> convertible(Convertible rule) {
    return flat(rule)
        .put("column", rule.column())
        .put("declared", rule.declared())
        .options(rule.options());
  }

  @Override
  public Map<String, Object> columnExists(ColumnExists rule) {
    return flat(rule).put("column", rule.column()).common();
  }

  @Override
  public Map<String, Object> dtype(Dtype rule) {
    return flat(rule).put("column", rule.column()).put("dtype", rule.dtype().text()).common();
  }

  @Override
  public Map<String, Object> schemaMatches(SchemaMatches rule) {
    return flat(rule)
        .put("columns", SchemaFields.written(rule.schema()))
        .flag("strict", rule.strict())
        .common();
  }

  @Override
  public Map<String, Object> rowCount(RowCount rule) {
    return flat(rule).put("min", rule.min()).put("max", rule.max()).common();
  }

  @Override
  public Map<String, Object> completenessRatio(CompletenessRatio rule) {
    return flat(rule).put("column", rule.column()).put("min_ratio", rule.minRatio()).common();
  }

  @Override
  public Map<String, Object> mixedType(MixedType rule) {
    return flat(rule).put("column", rule.column()).put("max_ratio", rule.maxRatio()).common();
  }

  @Override
  public Map<String, Object> aggregate(AggregateRule rule) {
    return rule.accept(AGGREGATES);
  }

  @Override
  public Map<String, Object> key(KeyRule rule) {
    return rule.accept(KEYS);
  }

  private static Flat flat(Rule rule) {
    return new Flat(rule);
  }

  /** The fields written so far. */
  private static final class Flat {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Rule rule;

    Flat(Rule rule) {
      this.rule = rule;
      fields.put("type", rule.type());
    }

    Flat put(String name, @Nullable Object value) {
      if (value != null) {
        fields.put(name, value);
      }
      return this;
    }

    Flat flag(String name, boolean value) {
      return put(name, value ? true : null);
    }

    Flat match(RegexMatch match) {
      return put("match", match == RegexMatch.FULL ? null : match.text());
    }

    Map<String, Object> common() {
      put("severity", rule.severity() == Severity.ERROR ? null : rule.severity().text());
      return put("name", rule.name()).fields;
    }

    /** Writes one name as text, several as a list. */
    Flat columns(String name, @Nullable List<String> columns) {
      return columns == null ? this : put(name, columns.size() == 1 ? columns.get(0) : columns);
    }

    Map<String, Object> tolerant(Tolerance tolerance) {
      common();
      put("mostly", tolerance.mostly());
      put("max_failed", tolerance.maxFailed());
      put("warn_mostly", tolerance.warnMostly());
      return put("warn_max_failed", tolerance.warnMaxFailed()).fields;
    }

    Map<String, Object> options(RowOptions options) {
      tolerant(options.tolerance());
      return put("where", options.where()).fields;
    }
  }
}
