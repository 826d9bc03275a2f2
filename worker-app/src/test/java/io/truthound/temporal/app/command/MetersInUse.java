package io.truthound.temporal.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The meters that the dashboard and the alert rules in {@code infra/} ask Prometheus for. */
final class MetersInUse {
  private static final Path INFRA = Path.of("../infra");

  /** Strings, label matchers, ranges, and lists of labels: what may hold names of no meter. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern METER = Pattern.compile("\\b[a-z]+(_[a-z0-9]+)+\\b(?!\\s*\\()");

  /** Meters that need what the test does not do; {@code docs/metrics.md} says what that is. */
  private static final Set<String> OF_OTHER_EVENTS =
      Set.of(
          "truthound_retries_total",
          "truthound_s3_requests_seconds_count",
          "truthound_s3_requests_seconds_bucket",
          "truthound_s3_retries_total",
          "truthound_s3_bytes_total",
          "temporal_request_failure_total",
          "temporal_workflow_task_execution_failed_total");

  private MetersInUse() {}

  static Set<String> inInfra() {
    Set<String> meters = new TreeSet<>();
    collect(JsonMapper.builder().build(), INFRA.resolve("grafana/truthound.json"), meters);
    collect(new YAMLMapper(), INFRA.resolve("prometheus/truthound-alerts.yml"), meters);
    return meters;
  }

  static Set<String> withThoseOfOtherEvents(Set<String> served) {
    Set<String> all = new TreeSet<>(served);
    all.addAll(OF_OTHER_EVENTS);
    return all;
  }

  private static void collect(ObjectMapper mapper, Path file, Set<String> meters) {
    try {
      List<String> expressions = mapper.readTree(file.toFile()).findValuesAsText("expr");
      if (expressions.isEmpty()) {
        throw new IllegalStateException("no expressions in " + file);
      }
      for (String expression : expressions) {
        Matcher meter = METER.matcher(BESIDE.matcher(expression).replaceAll(" "));
        while (meter.find()) {
          meters.add(meter.group());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
