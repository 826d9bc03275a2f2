package io.truthound.temporal.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the proxy passes on, and each way in which it fails. */
@Timeout(120)
class FaultyProxyTest {
  private static final byte[] TEXT = "0123456789".getBytes(UTF_8);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir static Path folder;

  private static S3Server server;
  private static FaultyProxy proxy;
  private static S3Client client;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(folder);
    proxy = FaultyProxy.before(server.endpoint());
    client = S3Server.client(proxy.endpoint());
    server.createBucket("lake");
    server.createPublicBucket("open");
    server.put("lake", "text", TEXT);
    server.putPublic("open", "text", TEXT);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  @BeforeEach
  void reset() {
    proxy.reset();
  }

  @Test
  void passesOnWhatIsAskedAndAnswered() {
    put("new/ü+& .csv", TEXT);
    assertThat(get("new/ü+& .csv").asByteArray()).isEqualTo(TEXT);
    assertThat(range("bytes=2-4").asUtf8String()).isEqualTo("234");
    assertThat(client.headObject(object -> object.bucket("lake").key("text")).contentLength())
        .isEqualTo(10);
    assertThat(client.listObjectsV2(list -> list.bucket("lake").prefix("new/")).contents())
        .extracting(S3Object::key)
        .containsExactly("new/ü+& .csv");
    client.deleteObject(object -> object.bucket("lake").key("new/ü+& .csv"));
    assertThat(refusal(() -> get("new/ü+& .csv"))).isEqualTo("404 NoSuchKey");

    List<Exchange> requests = proxy.requests();
    assertThat(requests.stream().map(each -> each.method() + " " + each.status()))
        .containsExactly(
            "PUT 200", "GET 200", "GET 206", "HEAD 200", "GET 200", "DELETE 204", "GET 404");
    assertThat(requests.get(2))
        .isEqualTo(new Exchange("GET", "/lake/text", "bytes=2-4", 206, 3, null));
    assertThat(requests.get(4).target()).isEqualTo("/lake?list-type=2&prefix=new%2F");
    assertThat(requests.get(0).target()).isEqualTo("/lake/new/%C3%BC%2B%26%20.csv");
  }

  @Test
  void takesManyRequestsOnOneConnection() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.endpoint().getPort())) {
      for (int request = 0; request < 3; request++) {
        socket
            .getOutputStream()
            .write("GET /open/text HTTP/1.1\r\nHost: anyone\r\n\r\n".getBytes(ISO_8859_1));
        InputStream in = socket.getInputStream();
        assertThat(Bodies.ofAnswer(Head.read(in), in).readAllBytes()).isEqualTo(TEXT);
      }
    }
  }

  @Test
  void passesOnBodiesThatWaitToBeAskedFor() {
    byte[] large = new byte[3 << 20];
    new Random(1).nextBytes(large);
    List<String> expected = new ArrayList<>();
    proxy.faults(
        (request, number) -> {
          expected.add(request.method() + " " + request.header("Expect"));
          return null;
        });

    put("large", large);

    assertThat(expected).containsExactly("PUT 100-continue");
    assertThat(get("large").asByteArray()).isEqualTo(large);
  }

  @Test
  void refusesBodiesThatWaitToBeAskedFor() {
    proxy.faults(Faults.first(1, Fault.Kind.SLOW_DOWN));

    assertThat(refusal(() -> put("unasked", new byte[3 << 20]))).isEqualTo("503 SlowDown");
    put("unasked", new byte[3 << 20]);

    assertThat(refusal(() -> putIfAbsent("unasked", new byte[3 << 20])))
        .isEqualTo("412 PreconditionFailed");
    assertThat(get("text").asByteArray()).isEqualTo(TEXT);
  }

  @Test
  void passesOnBodiesInChunks() throws Exception {
    HttpServer echo =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    echo.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (exchange) {
            exchange.getRequestBody().transferTo(exchange.getResponseBody());
          }
        });
    echo.start();
    try (FaultyProxy before =
        FaultyProxy.before(URI.create("http://127.0.0.1:" + echo.getAddress().getPort()))) {
      byte[] body = new byte[200_000];
      new Random(2).nextBytes(body);

      byte[] echoed =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(before.endpoint().resolve("/echo"))
                      .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                      .build(),
                  BodyHandlers.ofByteArray())
              .body();

      assertThat(echoed).isEqualTo(body);
    } finally {
      echo.stop(0);
    }
  }

  @Test
  void runsAHookOnceBeforeARequestGoesOn() {
    server.put("lake", "changing", TEXT);
    proxy.before(
        request -> request.path().equals("/lake/changing"),
        () -> server.put("lake", "changing", new byte[] {1}));

    get("text");
    assertThat(get("changing").asByteArray()).containsExactly(1);
    server.put("lake", "changing", TEXT);

    assertThat(get("changing").asByteArray()).isEqualTo(TEXT);
  }

  @Test
  void givesCannedAnswersToWhatMatches() {
    proxy.answer(
        request -> request.method().equals("GET"),
        301,
        "PermanentRedirect",
        "Ask elsewhere & <there>",
        Map.of("x-amz-bucket-region", "eu-central-1"));

    S3Exception answer = catchThrowableOfType(S3Exception.class, () -> get("text"));

    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
    assertThat(answer.awsErrorDetails().errorMessage()).isEqualTo("Ask elsewhere & <there>");
    assertThat(
            answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
        .hasValue("eu-central-1");
    assertThat(client.headObject(object -> object.bucket("lake").key("text")).contentLength())
        .isEqualTo(10);
    assertThat(proxy.requests()).extracting(Exchange::status).containsExactly(301, 200);
  }

  @Test
  void holdsBackAnswers() {
    proxy.latency(Duration.ofHours(1));

    try (S3Client hasty = S3Server.client(proxy.endpoint(), SHORT)) {
      assertThatThrownBy(() -> hasty.headObject(object -> object.bucket("lake").key("text")))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(proxy.requests().get(0).status()).isEqualTo(0);
  }

  @Test
  void forgetsEverythingWhenReset() {
    proxy.latency(Duration.ofHours(1));
    proxy.faults(Faults.always(Fault.Kind.DENIED));
    proxy.answer(request -> true, 500, "InternalError", "", Map.of());
    proxy.before(request -> true, () -> server.delete("lake", "text"));

    proxy.reset();

    assertThat(get("text").asByteArray()).isEqualTo(TEXT);
    assertThat(proxy.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "INTERNAL_ERROR, 500 InternalError",
    "SLOW_DOWN, 503 SlowDown",
    "EXPIRED, 400 ExpiredToken",
    "DENIED, 403 AccessDenied"
  })
  void answersInPlaceOfTheServer(Fault.Kind kind, String refusal) {
    proxy.faults(Faults.first(3, kind));

    assertThat(refusal(() -> get("text"))).isEqualTo(refusal);
    assertThat(refusal(() -> put("unwritten", TEXT))).isEqualTo(refusal);
    assertThat(refusal(() -> client.headObject(object -> object.bucket("lake").key("text"))))
        .startsWith(refusal.substring(0, 3));
    assertThat(refusal(() -> get("unwritten"))).isEqualTo("404 NoSuchKey");
    assertThat(proxy.requests())
        .extracting(Exchange::fault)
        .containsExactly(kind, kind, kind, null);
  }

  @Test
  void refusesToAnswer() {
    proxy.faults(Faults.first(2, Fault.Kind.REFUSED));

    assertThatThrownBy(() -> get("text")).isInstanceOf(SdkClientException.class);
    assertThatThrownBy(() -> put("refused", TEXT)).isInstanceOf(SdkClientException.class);

    assertThat(refusal(() -> get("refused"))).isEqualTo("404 NoSuchKey");
    assertThat(proxy.requests().get(0))
        .isEqualTo(new Exchange("GET", "/lake/text", null, 0, 0, Fault.Kind.REFUSED));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TRUNCATED", "STALLED"})
  void endsABodyEarly(Fault.Kind kind) {
    proxy.faults(Faults.first(1, Fault.of(kind).at(0.3)));

    try (S3Client hasty = S3Server.client(proxy.endpoint(), SHORT)) {
      assertThatThrownBy(() -> get(hasty, "text", null)).isInstanceOf(SdkException.class);
    }
    await(() -> proxy.requests().get(0).bytes() > 0);
    assertThat(proxy.requests())
        .containsExactly(new Exchange("GET", "/lake/text", null, 200, 3, kind));
    assertThat(get("text").asByteArray()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TRUNCATED", "STALLED"})
  void losesAnAnswerWithoutABodyAfterTheServerDidWhatItSays(Fault.Kind kind) {
    proxy.faults(Faults.first(1, kind));

    try (S3Client hasty = S3Server.client(proxy.endpoint(), SHORT)) {
      assertThatThrownBy(
              () ->
                  hasty.putObject(
                      object -> object.bucket("lake").key("lost/" + kind),
                      RequestBody.fromBytes(TEXT)))
          .isInstanceOf(SdkClientException.class);
    }
    await(() -> proxy.requests().get(0).fault() == kind);

    assertThat(get("lost/" + kind).asByteArray()).isEqualTo(TEXT);
  }

  @Test
  void saysOfABrokenBodyWhatBrokeIt() {
    proxy.faults(Faults.first(1, Fault.Kind.RESET));
    assertThatThrownBy(() -> get("text")).hasRootCauseMessage("Connection reset");

    proxy.faults(Faults.first(1, Fault.Kind.TRUNCATED));
    assertThatThrownBy(() -> get("text"))
        .rootCause()
        .hasMessageStartingWith("Premature end of Content-Length delimited message body");
  }

  @Test
  void pausesWithinABody() {
    proxy.faults(Faults.always(Fault.Kind.SLOW_BODY));

    assertThat(get("text").asByteArray()).isEqualTo(TEXT);

    proxy.faults(Faults.first(1, Fault.of(Fault.Kind.SLOW_BODY).pausing(Duration.ofHours(1))));
    try (S3Client hasty = S3Server.client(proxy.endpoint(), SHORT)) {
      assertThatThrownBy(() -> get(hasty, "text", null))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void flipsAByteOfAnObject() {
    proxy.faults(Faults.first(2, Fault.of(Fault.Kind.FLIPPED_BYTE).at(0.4)));

    assertThat(get("text").asUtf8String()).isEqualTo("0123556789");
    assertThat(range("bytes=5-9").asUtf8String()).isEqualTo("56689");
    assertThat(get("text").asByteArray()).isEqualTo(TEXT);
  }

  @Test
  void flipsAByteThatTheChecksumOfAWholeObjectGivesAway() {
    server.putSummed("lake", "summed", TEXT);
    proxy.faults(Faults.always(Fault.Kind.FLIPPED_BYTE));

    assertThatThrownBy(
            () ->
                client.getObjectAsBytes(
                    object ->
                        object.bucket("lake").key("summed").checksumMode(ChecksumMode.ENABLED)))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("Data read has a different checksum than expected");
    assertThat(get(client, "summed", "bytes=2-4").asUtf8String()).isEqualTo("224");
  }

  @Test
  void leavesTheLengthUnsaid() {
    proxy.faults(Faults.always(Fault.Kind.NO_CONTENT_LENGTH));

    ResponseBytes<GetObjectResponse> whole = get("text");

    assertThat(whole.response().contentLength()).isNull();
    assertThat(whole.asByteArray()).isEqualTo(TEXT);
    assertThat(range("bytes=2-4").asUtf8String()).isEqualTo("234");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 012, bytes 0-2/10",
    "bytes=6-8, 345, bytes 3-5/10",
    "bytes=0-2, 345, bytes 3-5/10",
    "bytes=0-8, 123456789, bytes 1-9/10",
    "bytes=-1, 8, bytes 8-8/10",
    "bytes=0-99, 0123456789, bytes 0-9/10"
  })
  void givesAnotherRangeOfTheSameLength(String asked, String given, String named) {
    proxy.faults(Faults.always(Fault.Kind.WRONG_RANGE));

    ResponseBytes<GetObjectResponse> wrong = range(asked);

    assertThat(wrong.asUtf8String()).isEqualTo(given);
    assertThat(wrong.response().contentRange()).isEqualTo(named);
    assertThat(wrong.response().contentLength()).isEqualTo(given.length());
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void givesTheWholeObjectInPlaceOfARange() {
    proxy.faults(Faults.always(Fault.Kind.IGNORED_RANGE));

    ResponseBytes<GetObjectResponse> whole = range("bytes=2-4");

    assertThat(whole.asByteArray()).isEqualTo(TEXT);
    assertThat(whole.response().contentRange()).isNull();
    assertThat(proxy.requests())
        .containsExactly(
            new Exchange("GET", "/lake/text", "bytes=2-4", 200, 10, Fault.Kind.IGNORED_RANGE));
  }

  @Test
  void sparesWhatAFaultDoesNotSuitAndWhatIsNotChosen() {
    proxy.faults(Faults.always(Fault.Kind.IGNORED_RANGE));
    assertThat(get("text").asByteArray()).isEqualTo(TEXT);

    proxy.faults(Faults.always(Fault.Kind.DENIED).where(request -> request.method().equals("PUT")));
    assertThat(get("text").asByteArray()).isEqualTo(TEXT);
    assertThat(refusal(() -> put("denied", TEXT))).isEqualTo("403 AccessDenied");
    assertThat(proxy.requests())
        .extracting(Exchange::fault)
        .containsExactly(null, null, Fault.Kind.DENIED);
  }

  @Test
  void plansTheSameFaultsFromTheSameSeed() {
    Set<Fault.Kind> all = EnumSet.allOf(Fault.Kind.class);

    List<Fault> faults = plan(Faults.seeded(7, 0.25, all));

    assertThat(plan(Faults.seeded(7, 0.25, all))).isEqualTo(faults);
    assertThat(plan(Faults.seeded(8, 0.25, all))).isNotEqualTo(faults);
    assertThat(faults.stream().filter(fault -> fault != null).count()).isBetween(200L, 300L);
    assertThat(faults.stream().filter(fault -> fault != null).map(Fault::kind)).containsAll(all);
    assertThat(plan(Faults.seeded(7, 0, all))).containsOnlyNulls();
    assertThat(plan(Faults.seeded(7, 1, Set.of(Fault.Kind.RESET)))).doesNotContainNull();
  }

  private static List<Fault> plan(Faults faults) {
    Request ranged = new Request("GET", "/lake/text", Map.of("range", "bytes=0-1"));
    List<Fault> plan = new ArrayList<>();
    for (int number = 1; number <= 1000; number++) {
      plan.add(faults.next(ranged, number));
    }
    return plan;
  }

  @Test
  void servesManyClientsAtOnce() throws Exception {
    proxy.faults(
        Faults.seeded(
            3,
            0.3,
            EnumSet.of(
                Fault.Kind.INTERNAL_ERROR,
                Fault.Kind.RESET,
                Fault.Kind.TRUNCATED,
                Fault.Kind.REFUSED)));
    ExecutorService clients = Executors.newFixedThreadPool(8);

    List<Future<Integer>> tries =
        IntStream.range(0, 160).mapToObj(each -> clients.submit(() -> getAtLast(each))).toList();

    int sum = 0;
    for (Future<Integer> each : tries) {
      sum += each.get();
    }
    clients.shutdown();
    assertThat(sum).isEqualTo(proxy.requests().size()).isGreaterThan(160);
  }

  /** Returns how often it had to ask. */
  private static int getAtLast(int each) {
    int first = each % 9;
    for (int tries = 1; ; tries++) {
      try {
        assertThat(range("bytes=" + first + "-" + (first + 1)).asUtf8String())
            .isEqualTo("" + first + (first + 1));
        return tries;
      } catch (SdkException e) {
        // Asked again.
      }
    }
  }

  /** Waits for the proxy, which a hasty client may leave behind. */
  private static void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static void put(String key, byte[] bytes) {
    client.putObject(object -> object.bucket("lake").key(key), RequestBody.fromBytes(bytes));
  }

  private static void putIfAbsent(String key, byte[] bytes) {
    client.putObject(
        object -> object.bucket("lake").key(key).ifNoneMatch("*"), RequestBody.fromBytes(bytes));
  }

  private static ResponseBytes<GetObjectResponse> get(String key) {
    return get(client, key, null);
  }

  private static ResponseBytes<GetObjectResponse> range(String range) {
    return get(client, "text", range);
  }

  private static ResponseBytes<GetObjectResponse> get(S3Client by, String key, String range) {
    return by.getObjectAsBytes(object -> object.bucket("lake").key(key).range(range));
  }

  private static String refusal(ThrowingCallable call) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, call);
    return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode();
  }
}
