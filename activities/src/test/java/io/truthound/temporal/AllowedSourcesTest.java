package io.truthound.temporal;

import static io.truthound.temporal.rule.Rules.crossTableRowCount;
import static io.truthound.temporal.rule.Rules.expression;
import static io.truthound.temporal.rule.Rules.notNull;
import static io.truthound.temporal.rule.Rules.referentialIntegrity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.staging.AllowedSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that may read one folder reads nothing else, whatever it is asked. */
class AllowedSourcesTest {
  private static final String MARK = "xyzzy-4711";
  private static final RuleSet RULES = RuleSet.of(notNull("x"));

  @TempDir static Path folder;
  private static Path lake;
  private static Path secret;
  private static World world;

  @BeforeAll
  static void start() throws IOException {
    Path real = folder.toRealPath();
    lake = Files.createDirectories(real.resolve("data/lake"));
    Path outside = Files.createDirectories(real.resolve("data/secret"));
    Path twin = Files.createDirectories(real.resolve("data/lake-secret"));
    secret = Files.writeString(outside.resolve("s.csv"), "x\n" + MARK + "\n");
    Files.writeString(twin.resolve("s.csv"), "x\n" + MARK + "\n");
    Files.writeString(lake.resolve("a.csv"), "x\n1\n2\n");
    Files.writeString(Files.createDirectories(lake.resolve("sub")).resolve("b.csv"), "x\n3\n");
    Files.createSymbolicLink(lake.resolve("inner.csv"), lake.resolve("a.csv"));
    Path traps = Files.createDirectories(lake.resolve("traps"));
    Files.createSymbolicLink(traps.resolve("file.csv"), secret);
    Files.createSymbolicLink(traps.resolve("folder"), outside);
    Files.createSymbolicLink(traps.resolve("up"), real.resolve("data"));
    Files.createSymbolicLink(traps.resolve("chain.csv"), Path.of("file.csv"));
    Files.createSymbolicLink(traps.resolve("root"), Path.of("/"));
    world =
        World.at(
            folder.resolve("world"),
            plugin -> plugin.allowSources(lake.toString()).forInMemoryServer());
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest
  @MethodSource("insides")
  void readsWhatLiesThere(String uri, long rows) {
    CheckResult result = world.executor().build().checkBatch(Dataset.csv(uri), RULES);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.dataset().rows()).isEqualTo(rows);
  }

  static Stream<Object[]> insides() {
    return Stream.of(
        new Object[] {lake + "/a.csv", 2},
        new Object[] {lake + "/sub", 1},
        new Object[] {lake + "/[as]*/*.csv", 1},
        new Object[] {lake + "/../lake/a.csv", 2},
        new Object[] {lake.resolve("a.csv").toUri().toString(), 2},
        new Object[] {lake + "/inner.csv", 2},
        new Object[] {folder + "/data/lake/a.csv", 2});
  }

  /** Each as the dataset, and as the other dataset of two rules: 96 attempts. */
  @ParameterizedTest
  @MethodSource("outsides")
  void refusesWhatLiesElsewhere(String uri) {
    refuses(Dataset.csv(uri), RULES);
    refuses(Dataset.csv(lake + "/a.csv", uri), RULES);
    refuses(Dataset.csv(lake + "/a.csv"), RuleSet.of(referentialIntegrity("x", uri)));
    refuses(Dataset.csv(lake + "/a.csv"), RuleSet.of(crossTableRowCount(uri)));
  }

  static Stream<String> outsides() {
    String data = folder.resolve("data").toString();
    return Stream.of(
        secret.toString(),
        secret.toUri().toString(),
        "FILE:" + secret.toUri().toString().substring(5),
        secret.toUri().toString().replace("secret", "%73ecret"),
        data + "/lake/../secret/s.csv",
        data + "/lake/sub/../../secret/s.csv",
        lake.toUri() + "../secret/s.csv",
        lake.toUri() + "%2e%2e/secret/s.csv",
        data + "//lake/..//secret//s.csv",
        data + "/lake-secret/s.csv",
        data + "/lake-secret",
        data + "/secret",
        data,
        data + "/*/s.csv",
        data + "/{lake,secret}/*.csv",
        data + "/lake*/*.csv",
        data + "/**.csv",
        data + "/lake/*/../../secret/*.csv",
        lake + "/traps/file.csv",
        lake + "/traps/folder/s.csv",
        lake + "/traps/folder",
        lake + "/traps/fol*/s.csv",
        lake + "/traps/up/secret/s.csv",
        lake + "/traps/chain.csv");
  }

  @ParameterizedTest
  @MethodSource
  void refusesOtherWaysToFiles(Rule rule) {
    refuses(Dataset.csv(lake + "/a.csv"), RuleSet.of(rule));
  }

  static Stream<Rule> refusesOtherWaysToFiles() {
    List<String> ways =
        List.of(
            "x in (select x from read_csv('%s'))",
            "x in (select x from '%s')",
            "exists (from read_text('%s'))",
            "(select count(*) from glob('%s')) = 0",
            "(select content from read_blob('%s')) is null",
            "x = (select column0 from sniff_csv('%s'))",
            "x = getvariable('%s')",
            "x = getenv('%s')",
            "x = current_setting('%s')",
            "1 = 1; copy (select 1) to '%s'");
    Stream<Function<String, Rule>> places =
        Stream.of(
            condition -> expression(condition),
            condition -> new NotNull("x").withOptions(RowOptions.DEFAULT.withWhere(condition)));
    return places.flatMap(place -> ways.stream().map(way -> place.apply(way.formatted(secret))));
  }

  @ParameterizedTest
  @MethodSource
  void refusesOtherKindsOfPlaces(String uri) {
    refuses(Dataset.csv(uri), RULES);
  }

  static Stream<String> refusesOtherKindsOfPlaces() {
    return Stream.of(
        "s3://bucket/s.csv",
        "http://localhost/s.csv",
        "/proc/self/environ",
        "/proc/self/root/etc/passwd",
        "/dev/stdin",
        "jar:file:/x.jar!/s.csv",
        "file://host/s.csv",
        "/",
        "*",
        "/etc/*",
        "~/s.csv");
  }

  /** A link is led elsewhere between the plan and the slice. */
  @Test
  void readsNothingElseThoughItWasPlanned() throws IOException {
    AllowedSources allowed = AllowedSources.below(List.of(lake.toString()));
    Path link = lake.resolve("swapped.csv");
    Files.createSymbolicLink(link, lake.resolve("a.csv"));
    assertThat(allowed.refusal(link)).isNull();

    Files.delete(link);
    Files.createSymbolicLink(link, secret);

    assertThat(allowed.refusal(link))
        .isEqualTo("Cannot read " + link + ": this worker may not read there");
    Files.delete(link);
  }

  @Test
  void prefixesOfObjectsEndAtASlash() {
    AllowedSources allowed = AllowedSources.below(List.of("s3://lake/orders", "s3://other/"));

    assertThat(allowed.refusal("s3://lake/orders/a.csv")).isNull();
    assertThat(allowed.refusal("s3://lake/orders/*/a.csv")).isNull();
    assertThat(allowed.refusal("s3://lake/orders")).isNull();
    assertThat(allowed.refusal("s3://other/a.csv")).isNull();
    assertThat(
            Stream.of(
                "s3://lake/orders-secret/a.csv",
                "s3://lake/order",
                "s3://lake/",
                "s3://lake/orders*/a.csv",
                "s3://lake/orders/../secret/a.csv",
                "s3://others/a.csv",
                "S3://lake/orders/a.csv",
                lake + "/a.csv"))
        .allMatch(uri -> allowed.refusal(uri) != null);
    assertThatIllegalArgumentException().isThrownBy(() -> AllowedSources.below(List.of(" ")));
  }

  private static void refuses(Dataset dataset, RuleSet rules) {
    Throwable failure = catchThrowable(() -> world.executor().build().checkBatch(dataset, rules));

    assertThatExceptionOfType(ChunkingException.class)
        .as(dataset + " " + rules)
        .isThrownBy(
            () -> {
              if (failure instanceof BatchOperationException refused) {
                throw refused;
              }
            });
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(String.valueOf(at.getMessage())).doesNotContain(MARK);
    }
  }
}
