package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.command.ServerRecords.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.truthound.temporal.app.Main;
import io.truthound.temporal.app.badinput.DevServer;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.rule.ProfileDistance;
import io.truthound.temporal.rule.RuleDescription;
import io.truthound.temporal.rule.RuleFamily;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.RuleVocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Personal data that is marked in every column, and a recorded run at {@code --samples masked} of a
 * check, of a check with an automatic schema and of a profile, on a real server, by a worker whose
 * loggers tell everything. Nowhere is a mark; at {@code full} there are.
 */
@Timeout(240)
final class RedactionTest {
  /** Every text of the data has it. */
  private static final String MARK = "Zqm";

  private static final int ROWS = 41;

  /** Whole values of numbers and dates; a mean or a sum of them is none. */
  private static final List<String> WHOLE =
      IntStream.range(0, ROWS).boxed().flatMap(row -> Stream.of(pay(row), born(row))).toList();

  private static final List<String> FORMATS = List.of("text", "json", "markdown", "junit", "html");
  private static final Pattern SERVING = Pattern.compile("Serving (http://\\S+)/metrics");
  private static final Pattern RUN = Pattern.compile("\"run_id\": \"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static final List<String> webhooks = new CopyOnWriteArrayList<>();
  private static final Map<String, Path> reports = new LinkedHashMap<>();
  private static final StringBuilder said = new StringBuilder();
  private static DevServer server;
  private static ServerRecords records;
  private static HttpServer receiver;
  private static Process worker;

  @BeforeAll
  static void runEverything() throws IOException {
    server = DevServer.start();
    records = ServerRecords.of(server.address());
    receiver = receiver();
    worker = worker();
    Files.writeString(folder.resolve("people.csv"), people());
    Files.writeString(folder.resolve("others.csv"), "code\nnobody\n");
    Files.writeString(folder.resolve("rules.json"), rules());
    Eventually.so(() -> log().contains("Polling task queue"));

    String[] rules = {"--rules", at("rules.json"), "--key", "id", "--key", "mail"};
    run(1, "full", FORMATS, "check", List.of(rules));
    run(1, "masked", FORMATS, "check", masked(rules));
    run(1, "automatic", FORMATS, "check", masked("--auto-schema", "--name", "people"));
    run(0, "profile", List.of("text", "json", "markdown", "html"), "profile", masked());
    Eventually.so(() -> webhooks.size() == 4 && records.closed().size() == 9);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (worker != null) {
      worker.destroy();
      int unused = worker.waitFor();
      receiver.stop(0);
      records.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          webhooks.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Starts a worker as a process of its own: no logger has a level yet. */
  private static Process worker() throws IOException {
    Path levels = folder.resolve("levels.properties");
    Files.writeString(
        levels,
        """
        .level = ALL
        handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level = ALL
        """);
    Path channels = folder.resolve("channels.yaml");
    Files.writeString(
        channels,
        "hook: {webhook: {url: 'http://127.0.0.1:%d/', secret_env: HOOK_SECRET}, on: always}"
            .formatted(receiver.getAddress().getPort()));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
            "-Dorg.slf4j.simpleLogger.log.io.temporal=trace",
            "-Djava.util.logging.config.file=" + levels,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "worker",
            "--verbose",
            "--address",
            server.address(),
            "--metrics-port",
            "0",
            "--metrics-bind",
            "127.0.0.1",
            "--channels",
            channels.toString());
    builder.environment().put("TRUTHOUND_STORE", at("store"));
    builder.environment().put("HOOK_SECRET", "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    return builder.start();
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String pay(int row) {
    return "%d.%02d".formatted(50_000 + 7_919 * ((row * 17) % ROWS), 11 + row);
  }

  private static String born(int row) {
    return "19%02d-%02d-%02d".formatted(20 + row, 1 + row % 12, 1 + (row * 7) % 28);
  }

  /** Rows that break every rule, a cell that does not convert, a record that is none. */
  private static String people() {
    StringBuilder csv = new StringBuilder("id,name,mail,born,pay,note,active,extra\n");
    for (int row = 0; row < ROWS; row++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%1$sId%2$d,%1$s Lee%3$d,%1$s%2$d@example.org,%4$s,%5$s,%6$s,%7$s,%1$s\n",
              MARK,
              row,
              row % 9,
              born(row),
              pay(row),
              row % 5 == 0 ? "" : MARK + "Note" + row % 3,
              row % 2 == 0));
    }
    csv.append(MARK + "Id41," + MARK + " Lee,x,1980-01-01," + MARK + "Lots,,true,\n");
    csv.append(MARK + "Id42," + MARK + "\"torn\n");
    return csv.toString();
  }

  private static String rules() {
    String others = "\"reference\": \"" + at("others.csv") + "\"";
    return """
        [{"type": "not_null", "column": "note"},
         {"type": "in_set", "column": "name", "values": ["Bob"]},
         {"type": "not_in_set", "column": "active", "values": [true]},
         {"type": "in_range", "column": "pay", "max": 1},
         {"type": "in_range", "column": "born", "min": "2020-01-01"},
         {"type": "greater_than", "column": "pay", "value": 1000000},
         {"type": "less_than", "column": "pay", "value": 1},
         {"type": "regex", "column": "mail", "pattern": "nobody"},
         {"type": "not_regex", "column": "mail", "pattern": ".*@.*"},
         {"type": "length", "column": "name", "max_length": 1},
         {"type": "min_length", "column": "name", "min_length": 100},
         {"type": "max_length", "column": "name", "max_length": 1},
         {"type": "conditional_null", "column": "note", "condition": "pay > 1"},
         {"type": "expression", "expression": "length(name) = 1 AND born > date '2020-01-01'"},
         {"type": "expression", "expression": "CAST(name AS INTEGER) > 0"},
         {"type": "column_pair", "a": "name", "b": "mail", "op": "="},
         {"type": "column_exists", "column": "gone"},
         {"type": "dtype", "column": "extra", "dtype": "int64"},
         {"type": "schema", "columns": {"extra": "int64"}},
         {"type": "row_count", "min": 1000},
         {"type": "completeness_ratio", "column": "mail", "min_ratio": 1},
         {"type": "mixed_type", "column": "mail"},
         {"type": "mean", "column": "pay", "max": 1},
         {"type": "std", "column": "pay", "max": 1},
         {"type": "sum", "column": "pay", "max": 1},
         {"type": "min", "column": "pay", "max": 1},
         {"type": "max", "column": "born", "max": "1900-01-01"},
         {"type": "median", "column": "pay", "max": 1},
         {"type": "quantile", "column": "pay", "q": 0, "max": 1},
         {"type": "distinct_count", "column": "name", "max": 1},
         {"type": "freshness", "column": "born", "max_age": "1h"},
         {"type": "unique", "column": "name"},
         {"type": "referential_integrity", "column": "name", "reference_column": "code", %s},
         {"type": "cross_table_row_count", "tolerance": 0, %s}]
        """
        .formatted(others, others);
  }

  private static List<String> masked(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--samples", "masked"));
    return all;
  }

  private static void run(
      int status, String id, List<String> formats, String command, List<String> more) {
    List<String> all = new ArrayList<>(List.of(command, at("people.csv")));
    all.addAll(List.of("--address", server.address(), "--workflow-id", id, "--notify", "hook"));
    for (String format : formats) {
      Path report = folder.resolve(id + "." + format);
      reports.put(id + "." + format, report);
      all.addAll(List.of("--format", format + "=" + report));
    }
    all.addAll(more);
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    assertThat(world.run(all)).as(world.out() + world.err()).isEqualTo(status);
    said.append(world.out()).append(world.err());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String log() {
    return read(folder.resolve("log"));
  }

  private static void hasNoMark(String what, String text) {
    assertThat(text).as(what).doesNotContainIgnoringCase(MARK);
  }

  private static void hasNoValue(String what, String text) {
    hasNoMark(what, text);
    assertThat(WHOLE.stream().filter(text::contains)).as(what).isEmpty();
  }

  private static String run(String id) {
    Matcher run = RUN.matcher(read(reports.get(id + ".json")));
    assertThat(run.find()).isTrue();
    return run.group(1);
  }

  private static Map<String, String> stored(String run) throws IOException {
    Path own = folder.resolve("store").resolve("runs").resolve(run);
    try (Stream<Path> files = Files.walk(own)) {
      return files
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(file -> own.relativize(file).toString(), RedactionTest::read));
    }
  }

  @Test
  void everyKindOfRuleIsBroken() throws IOException {
    Set<String> kinds = new TreeSet<>();
    Set<String> broken = new TreeSet<>();
    JsonNode report = JSON.readTree(reports.get("masked.json").toFile());
    for (JsonNode rule : report.get("rules")) {
      kinds.add(rule.get("type").asText());
      if (rule.get("status").asText().matches("FAILED|WARNING")) {
        broken.add(rule.get("type").asText());
      }
    }

    // What is made of the past becomes one of the others, or tells of a distance.
    assertThat(kinds)
        .containsAll(
            RuleVocabulary.all().stream()
                .filter(rule -> rule.family() != RuleFamily.PAST)
                .map(RuleDescription::type)
                .filter(type -> !type.equals(ProfileDistance.TYPE))
                .toList());
    kinds.removeAll(Set.of("completeness_ratio", "mixed_type"));
    assertThat(broken).containsAll(kinds);
    assertThat(RuleSet.parse(rules()).rules()).hasSize(34);
  }

  @Test
  void reportsHaveThemInFullAndNoneMasked() {
    for (String format : FORMATS) {
      String full = read(reports.get("full." + format));
      assertThat(full).as(format).contains(MARK + " Lee1", MARK + "Id1");
      assertThat(WHOLE).as(format).anyMatch(full::contains);
    }
    reports.forEach(
        (name, report) -> {
          if (!name.startsWith("full")) {
            hasNoValue(name, read(report));
          }
        });
    for (String format : List.of("text", "json", "html")) {
      assertThat(read(reports.get("masked." + format)))
          .contains("Xxx Xxx#", "XxxXx#", "####-##-##", "#####.##");
    }
    assertThat(read(reports.get("profile.json"))).contains("####-##-##", "Xxx Xxx#");
    hasNoMark("what commands say", said.toString());
  }

  @Test
  void temporalKeepsNone() {
    for (String id : records.closed()) {
      String kept =
          text(records.history(id, ""))
              + text(records.description(id))
              + text(records.answer(id, "__temporal_workflow_metadata"));
      assertThat(kept).contains("truthound");
      hasNoMark(id, kept);
      if (!id.startsWith("full")) {
        hasNoValue(id, kept);
      }
    }
    assertThat(records.closed()).contains("full", "masked", "automatic", "automatic/learn");
    assertThat(WHOLE).anyMatch(text(records.history("full", ""))::contains);
  }

  @Test
  void noLoggerTellsAnyWhateverItsLevel() {
    assertThat(log())
        .containsPattern("TRACE|FINEST|FINER")
        .containsPattern("DEBUG|FINE")
        .contains("truthoundCheckSlice");
    hasNoMark("log", log());
  }

  @Test
  void metersAndWebhooksHaveNone() throws Exception {
    Matcher address = SERVING.matcher(log());
    assertThat(address.find()).isTrue();
    String meters =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address.group(1) + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();

    assertThat(meters).contains("truthound_scanned_rows_total");
    hasNoValue("meters", meters);
    assertThat(webhooks).hasSize(4).allMatch(body -> body.contains("people"));
    hasNoMark("webhooks", String.join("\n", webhooks));
  }

  @Test
  void theStoreHasNoneOfMaskedRunsButInWhatTheyAreHeldAgainst() throws IOException {
    assertThat(String.join("\n", stored(run("full")).values())).contains(MARK);
    for (String id : List.of("masked", "automatic", "profile")) {
      Map<String, String> files = stored(run(id));
      assertThat(files).containsKey(RunPaths.PLAN).hasSizeGreaterThan(3);
      files.forEach(
          (name, text) -> {
            boolean rules = id.equals("automatic") && name.equals(RunPaths.PLAN);
            assertThat(text.contains(MARK)).as(id + "/" + name).isEqualTo(rules);
          });
      hasNoValue(id, files.get(id.equals("profile") ? RunPaths.PROFILE : RunPaths.REPORT));
    }
    try (Stream<Path> entries = Files.walk(folder.resolve("store").resolve("datasets"))) {
      entries
          .filter(Files::isRegularFile)
          .filter(entry -> !entry.getFileName().toString().matches("(baseline|learned)-.*"))
          .forEach(entry -> hasNoMark(entry.toString(), read(entry)));
    }
  }
}
