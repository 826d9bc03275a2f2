package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before a server or a worker starts. */
final class RefusalTest {
  private static final String RULE = "{\"type\":\"not_null\",\"column\":\"a\"}";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource
  void refusesWithOneSentence(String arguments, String sentence) {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(world.err()).isEqualTo(sentence + "\n");
    assertThat(world.out()).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  static Stream<Arguments> refusesWithOneSentence() {
    String rule = " --rule " + RULE;
    return Stream.of(
        Arguments.of(
            "",
            "truthound: Missing command (allowed: check, plan, profile, learn, list, status, pause,"
                + " resume, scale, cancel, report, baseline, history, artifacts, schedule, worker,"
                + " setup, codec-server, rules); see truthound --help"),
        Arguments.of(
            "chekc a.csv",
            "truthound: Unknown command \"chekc\" (nearest: check); see truthound --help"),
        Arguments.of(
            "codec-server",
            "truthound codec-server: Missing keys: give --codec-keys or TRUTHOUND_CODEC_KEYS"),
        Arguments.of(
            "codec-server --codec-keys none",
            "truthound codec-server: Cannot read codec keys none: no such file"),
        Arguments.of(
            "rules betwen",
            "truthound rules: Unknown type \"betwen\" (allowed: not_null, in_set, not_in_set,"
                + " in_range, greater_than, less_than, regex, not_regex, length, min_length,"
                + " max_length, conditional_null, expression, column_pair, column_exists, dtype,"
                + " schema, row_count, completeness_ratio, mixed_type, mean, std, sum, min, max,"
                + " median, quantile, distinct_count, freshness, unique, referential_integrity,"
                + " cross_table_row_count, history, outlier, z_score_outlier, statistical_drift,"
                + " distribution_change, distribution, well_formed, convertible, profile_distance;"
                + " nearest: between)"),
        Arguments.of(
            "rules --json-schema --format markdown",
            "truthound rules: --json-schema is a format of its own: leave out --format"),
        Arguments.of(
            "rules in_range --json-schema",
            "truthound rules: --json-schema is of all types of rules: leave out \"in_range\""),
        Arguments.of(
            "check a.csv --ruels=x",
            "truthound check: Unknown option \"--ruels\" (nearest: --rules); see truthound check"
                + " --help"),
        Arguments.of(
            "check",
            "truthound check: Missing required parameter: 'DATA'; see truthound check --help"),
        Arguments.of(
            "baseline shwo orders",
            "truthound baseline: Invalid ACTION: \"shwo\" (allowed: show, accept, reset; nearest:"
                + " show)"),
        Arguments.of(
            "history orders --last 0", "truthound history: Invalid --last: 0 (allowed: 1 to 1000)"),
        Arguments.of(
            "history orders --format markdown",
            "truthound history: Invalid --format: \"markdown\" (allowed: text, json, html)"),
        Arguments.of(
            "history orders --store gs://lake",
            "truthound history: Cannot use store gs://lake (allowed: a path, a file: URI,"
                + " s3://<bucket>/<prefix>)"),
        Arguments.of(
            "artifacts prun --older-than 30d",
            "truthound artifacts: Invalid ACTION: \"prun\" (allowed: prune; nearest: prune)"),
        Arguments.of(
            "artifacts prune",
            "truthound artifacts: Missing required option: '--older-than=TIME'; see truthound"
                + " artifacts --help"),
        Arguments.of(
            "artifacts prune --older-than 1y",
            "truthound artifacts: Invalid --older-than: \"1y\" (allowed: a time of more than 0,"
                + " such as 30d, 12h, 90min or, in seconds, 3600)"),
        Arguments.of(
            "artifacts prune --older-than 0",
            "truthound artifacts: Invalid --older-than: \"0\" (allowed: a time of more than 0,"
                + " such as 30d, 12h, 90min or, in seconds, 3600)"),
        Arguments.of(
            "artifacts prune --older-than 30d --store gs://lake",
            "truthound artifacts: Cannot prune the store gs://lake (allowed: a path or file: URI)"),
        Arguments.of(
            "check a.csv --batch-size x" + rule,
            "truthound check: Invalid value for option '--batch-size': found \"x\" (allowed: a"
                + " whole number); see truthound check --help"),
        Arguments.of(
            "check a.csv --batch-size 0" + rule,
            "truthound check: Invalid --batch-size: 0 (allowed: 1 or more rows)"),
        Arguments.of(
            "check a.csv --max-workers -3" + rule,
            "truthound check: Invalid --max-workers: -3 (allowed: 1 to 500)"),
        Arguments.of(
            "check a.csv --timeout 0" + rule,
            "truthound check: Invalid --timeout: 0.0 seconds (allowed: more than 0)"),
        Arguments.of(
            "check a.csv --max-attempts 0" + rule,
            "truthound check: Invalid --max-attempts: 0 (allowed: 1 or more)"),
        Arguments.of(
            "check a.csv --sample-size 1001" + rule,
            "truthound check: Invalid --sample-size: 1001 (allowed: 0 to 1000 rows)"),
        Arguments.of(
            "check a.csv --samples mask" + rule,
            "truthound check: Invalid --samples: \"mask\" (allowed: full, masked, none; nearest:"
                + " masked)"),
        Arguments.of(
            "profile a.csv --samples =none",
            "truthound profile: Invalid --samples: \"=none\" (allowed: the name of a column before"
                + " =)"),
        Arguments.of(
            "check a.csv --preset fats" + rule,
            "truthound check: Invalid --preset: \"fats\" (allowed: default, parallel, sequential,"
                + " fail-fast, large)"),
        Arguments.of(
            "check a.csv --strategy paralel" + rule,
            "truthound check: Invalid --strategy: \"paralel\" (allowed: sequential, parallel,"
                + " adaptive; nearest: parallel)"),
        Arguments.of(
            "check a.csv --format yson" + rule,
            "truthound check: Invalid --format: \"yson\" (allowed: text, json, markdown, html,"
                + " junit; nearest: json)"),
        Arguments.of(
            "check a.csv --format json --format text" + rule,
            "truthound check: Two reports go to standard output: give each a place of its own, such"
                + " as --format json=report.json"),
        Arguments.of(
            "check a.csv --format json=/no/such/folder/r.json" + rule,
            "truthound check: Cannot write the report to /no/such/folder/r.json: no folder"
                + " /no/such/folder"),
        Arguments.of(
            "check a.csv --fail-on error" + rule,
            "truthound check: Invalid --fail-on: \"error\" (allowed: failed, warning)"),
        Arguments.of(
            "check a.csv --detach" + rule,
            "truthound check: --detach needs a Temporal server (--address or --temporal-profile):"
                + " the embedded one is not durable and ends with this process"),
        Arguments.of(
            "check a.csv --with-worker" + rule,
            "truthound check: --with-worker needs a Temporal server: give --address or"
                + " --temporal-profile too"),
        Arguments.of(
            "check a.csv --rule {\"type\":\"not_nul\"}",
            "truthound check: Cannot use --rule number 1: Invalid rule 0: unknown type \"not_nul\""
                + " (allowed: not_null, in_set, not_in_set, in_range, greater_than, less_than,"
                + " regex, not_regex, length, min_length, max_length, conditional_null, expression,"
                + " column_pair, column_exists, dtype, schema, row_count, completeness_ratio,"
                + " mixed_type, mean, std, sum, min, max, median, quantile, distinct_count,"
                + " freshness, unique, referential_integrity, cross_table_row_count, history, outlier,"
                + " z_score_outlier, statistical_drift, distribution_change, distribution; nearest:"
                + " \"not_null\")"),
        Arguments.of(
            "check a.csv --rules /no/such.yaml",
            "truthound check: Cannot read rules file /no/such.yaml: no such file"),
        Arguments.of(
            "status nightly",
            "truthound status: There is no batch to look at without a Temporal server (--address or"
                + " --temporal-profile): the embedded one ends with the command that started it"),
        Arguments.of(
            "status nightly --format yaml --address 127.0.0.1:1",
            "truthound status: Invalid --format: \"yaml\" (allowed: text, json)"),
        Arguments.of(
            "scale nightly --max-workers 501 --address 127.0.0.1:1",
            "truthound scale: Invalid --max-workers: 501 (allowed: 1 to 500)"),
        Arguments.of(
            "cancel --address 127.0.0.1:1",
            "truthound cancel: Missing required parameter: 'ID'; see truthound cancel --help"),
        Arguments.of(
            "worker --slots 0", "truthound worker: Invalid --slots: 0 (allowed: 1 or more)"),
        Arguments.of("worker --host=", "truthound worker: Invalid --host: blank (allowed: a name)"),
        Arguments.of(
            "worker --slice-size much",
            "truthound worker: Invalid --slice-size: \"much\" (allowed: 1 byte or more, such as"
                + " 16MB)"),
        Arguments.of(
            "check a.csv --rule {\"type\":\"row_count\",\"min\":1} --memory-limit 1MB",
            "truthound check: Invalid --memory-limit: \"1MB\" (allowed: 64MB or more, such as"
                + " 512MB or 2GB)"),
        Arguments.of(
            "profile a.csv --memory-limit 1GB --address 127.0.0.1:1",
            "truthound profile: --memory-limit is that of a worker in this process"
                + " (--with-worker): those of 127.0.0.1:1, namespace default have their own"
                + " (truthound worker --memory-limit)"),
        Arguments.of(
            "worker --memory-limit 1MB",
            "truthound worker: Invalid --memory-limit: \"1MB\" (allowed: 64MB or more, such as"
                + " 512MB or 2GB)"));
  }

  @Test
  void namesFileLineAndColumnOfABrokenRulesFile() throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), "- type: not_null\n  column: [a\n");
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("check", "a.csv", "--rules", file.toString());

    assertThat(world.err())
        .startsWith("truthound check: Cannot use rules file " + file + ": Invalid rules: cannot be")
        .contains("expected ',' or ']', but got <stream end>")
        .contains("(line 3, column 1)");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void refusesANamedConfigurationFileThatIsNotThere() {
    CommandLineWorld world =
        new CommandLineWorld(folder).with("TEMPORAL_CONFIG_FILE", "/no/t.toml");

    int status = world.run("check", "a.csv", "--rule", RULE, "--temporal-profile", "x");

    assertThat(world.err())
        .isEqualTo(
            "truthound check: Cannot read /no/t.toml, which TEMPORAL_CONFIG_FILE names: no such"
                + " readable file\n");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void refusesAServerThatDoesNotAnswer() {
    CommandLineWorld world = new CommandLineWorld(folder);

    int status = world.run("check", "a.csv", "--rule", RULE, "--address", "127.0.0.1:1");

    assertThat(world.err())
        .startsWith(
            "Using Temporal at 127.0.0.1:1, namespace default\n"
                + "truthound check: Cannot reach Temporal at 127.0.0.1:1: UNAVAILABLE");
    assertThat(status).isEqualTo(2);
  }
}
