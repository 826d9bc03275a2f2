package io.truthound.temporal.app.codecserver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers one request: who may ask, what is asked, and payloads as JSON in both directions. */
final class CodecExchange implements HttpHandler {
  /** A payload of a workflow has 2 MB at most, and is a third longer in JSON. */
  static final int LARGEST_BODY = 8 << 20;

  private static final String JSON = "application/json";

  private final PayloadCodec codec;
  private final Admission admission;

  CodecExchange(PayloadCodec codec, Admission admission) {
    this.codec = codec;
    this.admission = admission;
  }

  /** An answer that is no success: its status, and why, without anything of what was asked. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String why;

    Refusal(int status, String why) {
      super(why, null, false, false);
      this.status = status;
      this.why = why;
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answerOrRefuse(exchange);
    }
  }

  private void answerOrRefuse(HttpExchange exchange) throws IOException {
    try {
      answer(exchange);
    } catch (Refusal refusal) {
      respond(exchange, refusal.status, "text/plain; charset=utf-8", refusal.why);
    }
  }

  private void answer(HttpExchange exchange) throws IOException, Refusal {
    Headers asked = exchange.getRequestHeaders();
    String origin = asked.getFirst("Origin");
    if (!admission.admitsOrigin(origin)) {
      throw new Refusal(403, "This origin is not allowed");
    }
    allow(origin, exchange.getResponseHeaders());
    UnaryOperator<List<Payload>> coding =
        coding(String.valueOf(exchange.getRequestURI().getPath()));
    if (exchange.getRequestMethod().equals("OPTIONS")) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new Refusal(405, "Only POST is answered");
    }
    if (!admission.admitsToken(asked.getFirst("Authorization"))) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      throw new Refusal(401, "The bearer token is missing or wrong");
    }
    if (!isJson(asked.getFirst("Content-Type"))) {
      throw new Refusal(415, "Only " + JSON + " is read");
    }
    respond(exchange, 200, JSON, coded(body(exchange), coding));
  }

  /** Lets a page of the origin read the answer, and send its user's credentials. */
  private static void allow(@Nullable String origin, Headers answer) {
    answer.set("Vary", "Origin");
    if (origin != null) {
      answer.set("Access-Control-Allow-Origin", origin);
      answer.set("Access-Control-Allow-Methods", "POST, OPTIONS");
      answer.set("Access-Control-Allow-Headers", "Content-Type, X-Namespace, Authorization");
      answer.set("Access-Control-Allow-Credentials", "true");
    }
  }

  private UnaryOperator<List<Payload>> coding(String path) throws Refusal {
    return switch (path.replaceFirst("^/[^/]+(?=/)", "")) {
      case "/decode" -> codec::decode;
      case "/encode" -> codec::encode;
      default -> throw new Refusal(404, "Only /decode and /encode are there");
    };
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
  }

  private static String body(HttpExchange exchange) throws IOException, Refusal {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new Refusal(413, "More than " + LARGEST_BODY + " bytes are not read");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String coded(String json, UnaryOperator<List<Payload>> coding) throws Refusal {
    try {
      Payloads.Builder asked = Payloads.newBuilder();
      JsonFormat.parser().ignoringUnknownFields().merge(json, asked);
      List<Payload> answer = coding.apply(asked.getPayloadsList());
      return JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .print(Payloads.newBuilder().addAllPayloads(answer));
    } catch (InvalidProtocolBufferException e) {
      throw new Refusal(400, "The body is not JSON of payloads");
    } catch (PayloadCodecException e) {
      throw new Refusal(400, Objects.toString(e.getMessage(), "Cannot decrypt a payload"));
    }
  }

  private static void respond(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
