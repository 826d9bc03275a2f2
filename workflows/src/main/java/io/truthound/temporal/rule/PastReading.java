package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes rules about the past of their fields, and what planning settles them to. */
final class PastReading {
  private PastReading() {}

  static Rule againstHistory(Fields f) {
    HistoryMethod method = f.optional("method", HistoryMethod.class);
    long runs = or(f.optional("runs", Long.class), AgainstHistory.RUNS);
    return new AgainstHistory(
        f.required("figure", Figure.class),
        f.optional("column", String.class),
        f.optional("q", BigDecimal.class),
        runs,
        method == null ? HistoryMethod.RANGE : method,
        f.optional("threshold", BigDecimal.class),
        or(f.optional("min_runs", Long.class), Math.min(AgainstHistory.MIN_RUNS, runs)),
        f.flag("also_broken"),
        f.severity(),
        f.name());
  }

  static Rule outlier(Fields f, boolean zScore) {
    OutlierMethod given =
        zScore ? OutlierMethod.Z_SCORE : f.optional("method", OutlierMethod.class);
    OutlierMethod method = given == null ? OutlierMethod.IQR : given;
    return new Outlier(
        zScore,
        f.text("column"),
        method,
        or(f.optional("threshold", BigDecimal.class), method.threshold()),
        f.optional("baseline", String.class),
        f.options());
  }

  static Function<Fields, Rule> drift(Drift.Kind kind) {
    return f -> {
      DriftMethod method = or(f.optional("method", DriftMethod.class), kind.method());
      return new Drift(
          kind,
          f.text("column"),
          method,
          or(f.optional("threshold", BigDecimal.class), method.threshold()),
          f.optional("baseline", String.class),
          f.severity(),
          f.name());
    };
  }

  static Rule profileDistance(Fields f) {
    List<Object> values = f.optionalList("values");
    List<Long> counts = new ArrayList<>();
    for (Object count : f.<Object>list("counts")) {
      counts.add(((BigDecimal) count).longValueExact());
    }
    return new ProfileDistance(
        f.text("column"),
        f.required("method", DriftMethod.class),
        f.required("threshold", BigDecimal.class),
        f.optional("from", BigDecimal.class),
        f.optional("to", BigDecimal.class),
        f.flag("whole"),
        values == null ? List.of() : values.stream().map(String.class::cast).toList(),
        counts,
        f.severity(),
        f.name());
  }

  private static <T> T or(@Nullable T given, T standard) {
    return given == null ? standard : given;
  }
}
