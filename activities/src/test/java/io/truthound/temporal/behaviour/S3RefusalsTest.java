package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.s3.Fault.Kind;
import io.truthound.temporal.s3.Faults;
import io.truthound.temporal.s3.FaultyProxy;
import io.truthound.temporal.s3.RealS3;
import io.truthound.temporal.storage.s3.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said where S3 does not give what is asked for. */
@Timeout(120)
class S3RefusalsTest {
  private static final RuleSet RULES = RuleSet.of(new NotNull("id"));
  private static final byte[] TEXT = "id\n1\n2\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private FaultyProxy proxy;
  private String bucket;
  private World world;

  @BeforeEach
  void open() throws IOException {
    bucket = RealS3.shared().bucket();
    proxy = FaultyProxy.before(RealS3.shared().server().endpoint());
    String unused = RealS3.shared().server().put(bucket, "data/a.csv", TEXT);
  }

  @AfterEach
  void close() throws IOException {
    if (world != null) {
      world.close();
    }
    proxy.close();
  }

  private CheckResult check(S3Settings settings, String... uris) {
    world = World.at(folder, plugin -> plugin.setS3(settings).forInMemoryServer());
    return world
        .executor()
        .setConfig(BatchConfig.DEFAULT.withRetryPolicy(Behaviour.TWICE))
        .build()
        .checkBatch(Dataset.of(uris), RULES);
  }

  private CheckResult check(String... uris) {
    return check(S3Settings.DEFAULT.withEndpoint(proxy.endpoint()), uris);
  }

  private void refuses(String message, String... uris) {
    assertThatThrownBy(() -> check(uris))
        .isInstanceOf(BatchOperationException.class)
        .hasMessage(message);
  }

  @Test
  void aBucketThatIsNotThere() {
    refuses(
        "Cannot list s3://not-there/data/: there is no bucket \"not-there\"",
        "s3://not-there/data/");
  }

  @Test
  void anObjectThatIsNotThere() {
    refuses("No such object: s3://" + bucket + "/data/b.csv", "s3://" + bucket + "/data/b.csv");
  }

  @Test
  void aFolderWithoutData() {
    refuses(
        "No data in the folder s3://%s/data/none/ (looked for names ending in .parquet, .parq, .pq, .csv, .tsv (also with .gz, .zst), .ndjson, .jsonl (also with .gz, .zst), .arrow, .arrows, .feather, .ipc)"
            .formatted(bucket),
        "s3://" + bucket + "/data/none/");
  }

  @Test
  void aGlobThatMatchesNothing() {
    refuses(
        "No object matches s3://" + bucket + "/data/*.parquet",
        "s3://" + bucket + "/data/*.parquet");
  }

  @Test
  void aUriWithoutABucket() {
    refuses(
        "Cannot read s3:///a.csv: Invalid URI: s3:///a.csv (allowed: s3://<bucket>/<name of an object>)",
        "s3:///a.csv");
  }

  @Test
  void listingThatIsDenied() {
    proxy.faults(Faults.always(Kind.DENIED).where(request -> !request.readsAnObject()));

    refuses(
        "Cannot list s3://" + bucket + "/data/: access denied (needed: s3:ListBucket)",
        "s3://" + bucket + "/data/");
  }

  @Test
  void readingThatIsDenied() {
    proxy.faults(Faults.always(Kind.DENIED).where(request -> request.readsAnObject()));

    refuses(
        "Cannot read s3://" + bucket + "/data/a.csv: access denied (needed: s3:GetObject)",
        "s3://" + bucket + "/data/a.csv");
  }

  @Test
  void credentialsThatHaveExpired() {
    proxy.faults(Faults.always(Kind.EXPIRED).where(request -> request.readsAnObject()));

    refuses(
        "Cannot read s3://" + bucket + "/data/a.csv: the credentials have expired",
        "s3://" + bucket + "/data/a.csv");
  }

  @Test
  void credentialsThatHaveExpiredBeforeAnythingIsRead() {
    proxy.faults(Faults.always(Kind.EXPIRED));

    refuses(
        "Cannot look at s3://" + bucket + "/data/a.csv: the credentials have expired",
        "s3://" + bucket + "/data/a.csv");
  }

  @Test
  void aBucketOfAnotherRegion() {
    proxy.answer(
        request -> true,
        301,
        "PermanentRedirect",
        "The bucket must be addressed by another endpoint",
        Map.of("x-amz-bucket-region", "eu-central-1"));

    refuses(
        "Cannot list s3://%1$s/data/: the bucket \"%1$s\" lies in region eu-central-1, not in us-east-1 (what helps: AWS_REGION=eu-central-1)"
            .formatted(bucket),
        "s3://" + bucket + "/data/");
  }

  @Test
  void anEndpointWhereNobodyIs() throws IOException {
    URI endpoint = proxy.endpoint();
    proxy.close();

    assertThatThrownBy(
            () -> check(S3Settings.DEFAULT.withEndpoint(endpoint), "s3://" + bucket + "/data/"))
        .hasMessage(
            "Cannot list s3://%s/data/: nobody answers at the endpoint %s: connection refused"
                .formatted(bucket, endpoint));
  }

  @Test
  void aHostThatThereIsNot() {
    S3Settings nowhere = S3Settings.DEFAULT.withEndpoint(URI.create("http://s3.invalid:9000"));

    assertThatThrownBy(() -> check(nowhere, "s3://" + bucket + "/data/"))
        .hasMessage(
            "Cannot list s3://%s/data/: there is no host \"s3.invalid\" at the endpoint http://s3.invalid:9000"
                .formatted(bucket));
  }

  @Test
  void anObjectThatIsReplacedAfterItWasPlanned() throws IOException {
    byte[] file = table();
    byte[] other = file.clone();
    other[file.length / 2] ^= 1;

    CheckResult result =
        checkedWhile(
            file,
            () -> {
              String unused = RealS3.shared().server().put(bucket, "t.parquet", other);
            });

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.errorChunks()).isEqualTo(result.totalChunks());
    assertThat(result.errors().get(0).type()).isEqualTo(FailureTypes.SOURCE_CHANGED);
    assertThat(result.errors().get(0).message())
        .isEqualTo("s3://" + bucket + "/t.parquet changed after it was planned: it was replaced");
  }

  @Test
  void anObjectThatIsDeletedAfterItWasPlanned() throws IOException {
    CheckResult result =
        checkedWhile(table(), () -> RealS3.shared().server().delete(bucket, "t.parquet"));

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.errors().get(0).message())
        .isEqualTo("s3://" + bucket + "/t.parquet is gone since it was planned");
  }

  private byte[] table() throws IOException {
    Path file = folder.resolve("t.parquet");
    Dataset unused =
        Tables.group(
            file, "SELECT i AS id, hash(i) AS h, repeat('y', 40) AS y FROM range(100000) t(i)");
    return Files.readAllBytes(file);
  }

  /** Checks an object; both ends of it are read while planning, and then something happens. */
  private CheckResult checkedWhile(byte[] object, Runnable happens) {
    String unused = RealS3.shared().server().put(bucket, "t.parquet", object);
    int[] reads = {0};
    proxy.before(
        request ->
            request.path().endsWith("/t.parquet") && request.readsAnObject() && ++reads[0] == 3,
        happens);
    return check("s3://" + bucket + "/t.parquet");
  }

  @Test
  void anonymousRequestsWhereTheBucketIsNotPublic() {
    S3Settings anonymous = S3Settings.DEFAULT.withEndpoint(proxy.endpoint()).withAnonymous(true);

    assertThatThrownBy(() -> check(anonymous, "s3://" + bucket + "/data/"))
        .hasMessage(
            "Cannot list s3://%s/data/: access denied to a request without credentials (needed: s3:ListBucket for everybody)"
                .formatted(bucket));
  }

  @Test
  void anonymousRequestsReadWhatIsPublic() {
    String open = bucket + "-open";
    RealS3.shared().server().createPublicBucket(open);
    String unused = RealS3.shared().server().putPublic(open, "a.csv", TEXT);

    CheckResult result =
        check(
            S3Settings.DEFAULT.withEndpoint(proxy.endpoint()).withAnonymous(true),
            "s3://" + open + "/a.csv");

    assertThat(result.status()).isEqualTo(Status.PASSED);
  }
}
