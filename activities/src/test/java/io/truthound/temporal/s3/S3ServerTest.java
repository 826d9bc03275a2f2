package io.truthound.temporal.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the server for tests can do of S3, so that a test can build on it. */
class S3ServerTest {
  private static final byte[] TEXT = "0123456789".getBytes(UTF_8);

  @TempDir static Path folder;

  private static S3Server server;
  private static S3Client client;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(folder);
    client = server.client();
    server.createBucket("lake");
    server.createPublicBucket("open");
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(server.isRunning()).isFalse();
  }

  @Test
  void returnsWhatWasPut() throws IOException {
    Path file = Files.write(folder.resolve("text"), TEXT);

    String fromFile = server.put("lake", "put/a folder/ü+&=%.csv", file);
    String fromBytes = server.put("lake", "put/bytes", TEXT);

    assertThat(get("put/a folder/ü+&=%.csv").asByteArray()).isEqualTo(TEXT);
    assertThat(get("put/bytes").response().eTag()).isEqualTo(fromBytes).isEqualTo(fromFile);
  }

  @Test
  void returnsARangeOfAnObject() {
    server.put("lake", "range", TEXT);

    assertThat(range("bytes=2-4").asUtf8String()).isEqualTo("234");
    assertThat(range("bytes=2-4").response().contentRange()).isEqualTo("bytes 2-4/10");
    assertThat(range("bytes=8-99").asUtf8String()).isEqualTo("89");
    assertThat(range("bytes=8-").asUtf8String()).isEqualTo("89");
    assertThat(range("bytes=-3").asUtf8String()).isEqualTo("789");
    assertThat(refusal(() -> range("bytes=10-11"))).isEqualTo("416 InvalidRange");
  }

  @Test
  void tellsOfAnObjectWithoutSendingIt() {
    String tag = server.put("lake", "head", TEXT);

    HeadObjectResponse head = client.headObject(object -> object.bucket("lake").key("head"));

    assertThat(head.contentLength()).isEqualTo(10);
    assertThat(head.eTag()).isEqualTo(tag);
    assertThat(head.lastModified()).isNotNull();
    assertThat(head.versionId()).isNull();
    assertThat(refusal(() -> client.headObject(object -> object.bucket("lake").key("none"))))
        .startsWith("404 ");
  }

  @Test
  void saysThatThereIsNoObjectOrNoBucket() {
    assertThat(refusal(() -> get("none"))).isEqualTo("404 NoSuchKey");
    assertThat(refusal(() -> get(client, "nowhere", "none"))).isEqualTo("404 NoSuchBucket");
  }

  @Test
  void deletesAnObjectAndForgivesThatThereIsNone() {
    server.put("lake", "deleted", TEXT);

    server.delete("lake", "deleted");
    server.delete("lake", "deleted");

    assertThat(refusal(() -> get("deleted"))).isEqualTo("404 NoSuchKey");
  }

  @Test
  void refusesAnObjectThatWasReplaced() {
    String tag = server.put("lake", "replaced", TEXT);
    assertThat(getIfMatch("replaced", tag).asByteArray()).isEqualTo(TEXT);

    server.put("lake", "replaced", new byte[] {1});

    assertThat(refusal(() -> getIfMatch("replaced", tag))).isEqualTo("412 PreconditionFailed");
  }

  @Test
  void createsAnObjectOnlyWhereThereIsNone() {
    putIfAbsent("once", TEXT);

    assertThat(refusal(() -> putIfAbsent("once", new byte[] {1})))
        .isEqualTo("412 PreconditionFailed");
    assertThat(get("once").asByteArray()).isEqualTo(TEXT);
  }

  @Test
  void letsOneOfManyWritersCreateAnObject() throws Exception {
    for (int round = 0; round < 20; round++) {
      String key = "raced/" + round;

      List<Integer> winners = raceOfSixteen(key);

      assertThat(winners).hasSize(1);
      assertThat(get(key).asByteArray()).isEqualTo(content(winners.get(0)));
    }
  }

  private static List<Integer> raceOfSixteen(String key) throws Exception {
    CyclicBarrier start = new CyclicBarrier(16);
    ExecutorService writers = Executors.newFixedThreadPool(16);
    List<Future<Boolean>> created = new ArrayList<>();
    for (int writer = 0; writer < 16; writer++) {
      byte[] content = content(writer);
      created.add(
          writers.submit(
              () -> {
                start.await();
                try {
                  putIfAbsent(key, content);
                  return true;
                } catch (S3Exception e) {
                  assertThat(e.statusCode()).isEqualTo(412);
                  return false;
                }
              }));
    }
    List<Integer> winners = new ArrayList<>();
    for (int writer = 0; writer < 16; writer++) {
      if (created.get(writer).get()) {
        winners.add(writer);
      }
    }
    writers.shutdown();
    return winners;
  }

  private static byte[] content(int writer) {
    byte[] content = new byte[50_000];
    new Random(writer).nextBytes(content);
    return content;
  }

  @Test
  void listsKeysInOrderFolderByFolderAndPageByPage() {
    for (String key : List.of("list/b", "list/a/1", "list/a/2", "list/c", "list/a.b", "listed")) {
      server.put("lake", key, TEXT);
    }

    ListObjectsV2Response deep =
        client.listObjectsV2(list -> list.bucket("lake").prefix("list/").maxKeys(100));
    ListObjectsV2Response flat =
        client.listObjectsV2(list -> list.bucket("lake").prefix("list/").delimiter("/"));
    ListObjectsV2Response after =
        client.listObjectsV2(list -> list.bucket("lake").prefix("list/").startAfter("list/a/2"));

    assertThat(keys(deep)).containsExactly("list/a.b", "list/a/1", "list/a/2", "list/b", "list/c");
    assertThat(deep.isTruncated()).isFalse();
    assertThat(deep.contents().get(0).size()).isEqualTo(10);
    assertThat(deep.contents().get(0).eTag()).isEqualTo(get("list/a.b").response().eTag());
    assertThat(keys(flat)).containsExactly("list/a.b", "list/b", "list/c");
    assertThat(flat.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("list/a/");
    assertThat(keys(after)).containsExactly("list/b", "list/c");
    assertThat(pages())
        .containsExactly(keys(deep).subList(0, 2), keys(deep).subList(2, 4), List.of("list/c"));
  }

  private static List<List<String>> pages() {
    List<List<String>> pages = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      ListObjectsV2Response page =
          client.listObjectsV2(
              list -> list.bucket("lake").prefix("list/").maxKeys(2).continuationToken(from));
      pages.add(keys(page));
      token = page.nextContinuationToken();
      assertThat(page.isTruncated()).isEqualTo(token != null);
    } while (token != null);
    return pages;
  }

  private static List<String> keys(ListObjectsV2Response page) {
    return page.contents().stream().map(S3Object::key).toList();
  }

  @Test
  void putsTogetherAnObjectFromItsParts() {
    byte[] first = new byte[5 << 20];
    new Random(7).nextBytes(first);
    String upload =
        client.createMultipartUpload(object -> object.bucket("lake").key("parts")).uploadId();

    client.completeMultipartUpload(
        object ->
            object
                .bucket("lake")
                .key("parts")
                .uploadId(upload)
                .ifNoneMatch("*")
                .multipartUpload(
                    parts -> parts.parts(part(upload, 1, first), part(upload, 2, TEXT))));

    ResponseBytes<GetObjectResponse> whole = get("parts");
    assertThat(whole.response().eTag()).endsWith("-2\"");
    assertThat(whole.asByteArray()).hasSize(first.length + 10).startsWith(first).endsWith(TEXT);
  }

  private static CompletedPart part(String upload, int number, byte[] bytes) {
    String tag =
        client
            .uploadPart(
                part -> part.bucket("lake").key("parts").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  @Test
  void keepsAChecksumOnlyWhereAHeaderNamesIt() {
    server.putSummed("lake", "summed", TEXT);
    server.put("lake", "trailed", TEXT);

    assertThat(sumOf("summed", null)).isEqualTo("poTHxg==");
    assertThat(sumOf("summed", "bytes=1-2")).isNull();
    assertThat(sumOf("trailed", null)).isNull();
    assertThat(
            refusal(
                () ->
                    client.putObject(
                        object -> object.bucket("lake").key("wrong").checksumCRC32("AAAAAA=="),
                        RequestBody.fromBytes(TEXT))))
        .isEqualTo("400 BadDigest");
  }

  private static @Nullable String sumOf(String key, @Nullable String range) {
    return client
        .getObjectAsBytes(
            object ->
                object.bucket("lake").key(key).range(range).checksumMode(ChecksumMode.ENABLED))
        .response()
        .checksumCRC32();
  }

  @Test
  void letsInOnlyWhoHasTheKey() {
    server.put("lake", "closed", TEXT);

    try (S3Client stranger =
            clientOf(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, "wrong")));
        S3Client nobody = clientOf(AnonymousCredentialsProvider.create())) {
      assertThat(refusal(() -> get(stranger, "lake", "closed")))
          .isEqualTo("403 SignatureDoesNotMatch");
      assertThat(refusal(() -> get(nobody, "lake", "closed"))).isEqualTo("403 AccessDenied");
    }
  }

  @Test
  void letsAnyoneListAndReadWhatIsPublic() {
    server.putPublic("open", "public", TEXT);
    server.put("open", "private", TEXT);

    try (S3Client nobody = clientOf(AnonymousCredentialsProvider.create())) {
      assertThat(get(nobody, "open", "public").asByteArray()).isEqualTo(TEXT);
      assertThat(
              nobody
                  .getObjectAsBytes(o -> o.bucket("open").key("public").range("bytes=1-2"))
                  .asUtf8String())
          .isEqualTo("12");
      assertThat(nobody.headObject(o -> o.bucket("open").key("public")).contentLength())
          .isEqualTo(10);
      assertThat(keys(nobody.listObjectsV2(list -> list.bucket("open")))).contains("public");
      assertThat(refusal(() -> get(nobody, "open", "private"))).isEqualTo("403 AccessDenied");
    }
  }

  @Test
  void takesTheTokenOfASessionUnseen() {
    server.put("lake", "session", TEXT);

    try (S3Client session =
        clientOf(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY, "token")))) {
      assertThat(get(session, "lake", "session").asByteArray()).isEqualTo(TEXT);
    }
  }

  @Test
  void saysWhatTheServerWroteWhenItDoesNotStart(@TempDir Path elsewhere) {
    assertThatThrownBy(() -> S3Server.start(elsewhere, "abacus"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot start s3proxy; it wrote:")
        .hasMessageContaining("Properties file must contain");
  }

  private static S3Client clientOf(AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .forcePathStyle(true)
        .region(S3Server.REGION)
        .credentialsProvider(credentials)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static ResponseBytes<GetObjectResponse> get(String key) {
    return get(client, "lake", key);
  }

  private static ResponseBytes<GetObjectResponse> get(S3Client by, String bucket, String key) {
    return by.getObjectAsBytes(object -> object.bucket(bucket).key(key));
  }

  private static ResponseBytes<GetObjectResponse> range(String range) {
    return client.getObjectAsBytes(object -> object.bucket("lake").key("range").range(range));
  }

  private static ResponseBytes<GetObjectResponse> getIfMatch(String key, String tag) {
    return client.getObjectAsBytes(object -> object.bucket("lake").key(key).ifMatch(tag));
  }

  private static void putIfAbsent(String key, byte[] bytes) {
    client.putObject(
        object -> object.bucket("lake").key(key).ifNoneMatch("*"), RequestBody.fromBytes(bytes));
  }

  private static String refusal(ThrowingCallable call) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, call);
    return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode();
  }
}
