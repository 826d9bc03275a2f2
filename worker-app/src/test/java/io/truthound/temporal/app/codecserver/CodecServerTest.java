package io.truthound.temporal.app.codecserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.truthound.temporal.codec.AesGcmCodec;
import io.truthound.temporal.codec.CodecKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The remote codec protocol, as a browser or {@code temporal --codec-endpoint} speaks it. */
@Timeout(60)
final class CodecServerTest {
  private static final String UI = "http://localhost:8233";
  private static final AesGcmCodec CODEC = codec("a");
  private static final Payload PLAIN =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"a secret\""))
          .build();

  private final HttpClient client = HttpClient.newHttpClient();
  private CodecServer server;

  @BeforeEach
  void start() throws IOException {
    server = CodecServer.start(anyPort(), CODEC, Admission.of(List.of(UI), null));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static AesGcmCodec codec(String id) {
    return AesGcmCodec.of(CodecKeys.parse(id + ": " + "QUFB".repeat(10) + "QUE="));
  }

  private HttpRequest.Builder to(String path) {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(to(path).POST(BodyPublishers.ofString(body)));
  }

  private static String json(List<Payload> payloads) throws InvalidProtocolBufferException {
    return JsonFormat.printer().print(Payloads.newBuilder().addAllPayloads(payloads));
  }

  private static List<Payload> payloads(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    Payloads.Builder payloads = Payloads.newBuilder();
    JsonFormat.parser().merge(response.body(), payloads);
    return payloads.getPayloadsList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/default"})
  void decodesInOrderWhatIsEncryptedAndWhatIsNot(String namespace) throws Exception {
    List<Payload> encrypted = CODEC.encode(List.of(PLAIN, Payload.getDefaultInstance()));

    HttpResponse<String> response =
        post(namespace + "/decode", json(List.of(encrypted.get(1), PLAIN, encrypted.get(0))));

    assertThat(payloads(response)).containsExactly(Payload.getDefaultInstance(), PLAIN, PLAIN);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void encodesWhatThenDecodes() throws Exception {
    List<Payload> encoded = payloads(post("/encode", json(List.of(PLAIN))));

    assertThat(encoded.get(0).getMetadataOrThrow("encoding").toStringUtf8())
        .isEqualTo("binary/encrypted");
    assertThat(CODEC.decode(encoded)).containsExactly(PLAIN);
  }

  @Test
  void answersManyAtOnce() {
    List<Integer> statuses =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    client.sendAsync(
                        to("/decode").POST(BodyPublishers.ofString("{}")).build(),
                        BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(response -> response.join().statusCode())
            .toList();

    assertThat(statuses).hasSize(40).containsOnly(200);
  }

  @Test
  void namesTheKeyThatItLacks() throws Exception {
    HttpResponse<String> response = post("/decode", json(codec("b").encode(List.of(PLAIN))));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("Cannot decrypt a payload: no key b (keys: a)");
  }

  @Test
  void letsAPageOfTheUiAskAndReadTheAnswer() throws Exception {
    HttpResponse<String> preflight =
        send(
            to("/decode")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", UI)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-namespace"));
    HttpResponse<String> answer =
        send(to("/decode").POST(BodyPublishers.ofString("{}")).header("Origin", UI));
    HttpResponse<String> failure =
        send(to("/decode").POST(BodyPublishers.ofString("[")).header("Origin", UI));

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
        .contains("POST, OPTIONS");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("Content-Type, X-Namespace, Authorization");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(failure.statusCode()).isEqualTo(400);
    assertThat(List.of(preflight, answer, failure))
        .allSatisfy(
            response -> {
              assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(UI);
              assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                  .contains("true");
              assertThat(response.headers().firstValue("Vary")).contains("Origin");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8234",
        "https://localhost:8233",
        "http://localhost:82330",
        "http://LOCALHOST:8233",
        "http://evil.example",
        "null"
      })
  void refusesPagesOfOtherOrigins(String origin) throws Exception {
    for (String method : List.of("OPTIONS", "POST")) {
      HttpResponse<String> response =
          send(
              to("/decode")
                  .method(method, BodyPublishers.ofString(json(CODEC.encode(List.of(PLAIN)))))
                  .header("Origin", origin));

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).isEqualTo("This origin is not allowed");
      assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /decode,      405",
    "PUT,    /decode,      405",
    "POST,   /,            404",
    "POST,   /decoder,     404",
    "POST,   /a/b/decode,  404",
    "POST,   /decode/,     404",
  })
  void answersNothingElse(String method, String path, int status) throws Exception {
    assertThat(send(to(path).method(method, BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(status);
  }

  /** A page could send another type without asking first. */
  @Test
  void readsOnlyWhatSaysThatItIsJson() throws Exception {
    HttpRequest.Builder request =
        to("/decode").setHeader("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"));

    assertThat(send(request).statusCode()).isEqualTo(415);
    assertThat(
            send(request.setHeader("Content-Type", "Application/JSON; charset=utf-8")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "[]", "{\"payloads\": 1}", "{\"payloads\": [{\"data\": \"?\"}]}", "\0"})
  void refusesWhatIsNoPayloads(String body) throws Exception {
    HttpResponse<String> response = post("/decode", body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("The body is not JSON of payloads");
  }

  @Test
  void survivesDeepNesting() throws Exception {
    int depth = 1_000_000;

    HttpResponse<String> response =
        post("/decode", "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");

    assertThat(payloads(response)).isEmpty();
  }

  @Test
  void readsNoMoreThanItsLimit() throws Exception {
    String longest = "{}" + " ".repeat(CodecExchange.LARGEST_BODY - 2);

    assertThat(post("/decode", longest).statusCode()).isEqualTo(200);
    assertThat(post("/decode", longest + " ").statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer a-token,  200",
    "bearer a-token,  401",
    "Bearer a-toke,   401",
    "Bearer a-token2, 401",
    "a-token,         401",
    ",                401"
  })
  void asksForItsToken(String authorization, int status) throws Exception {
    try (CodecServer guarded =
        CodecServer.start(anyPort(), CODEC, Admission.of(List.of(), "a-token"))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + guarded.port() + "/decode"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"));
      if (authorization != null) {
        request.header("Authorization", authorization);
      }

      assertThat(send(request).statusCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "localhost:8233",
        "http://localhost/",
        "http://a@localhost",
        "ftp://x",
        "",
        "http://"
      })
  void knowsWhatIsNoOrigin(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Admission.of(List.of(origin), null))
        .withMessageStartingWith("Invalid origin: \"" + origin + '"');
  }

  @Test
  void showsNoToken() {
    assertThat(Admission.of(List.of(UI), "a-token")).hasToString("Admission[" + UI + "]");
  }
}
