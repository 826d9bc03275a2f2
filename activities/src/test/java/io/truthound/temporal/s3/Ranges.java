package io.truthound.temporal.s3;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Asks for another range than the client did, and signs that in its place. */
final class Ranges {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
  private static final Set<String> SIGNATURE =
      Set.of("authorization", "x-amz-date", "x-amz-content-sha256");

  private Ranges() {}

  /** Returns another range of the same length, or nothing where that is the whole object. */
  static Optional<String> another(@Nullable String contentRange) {
    Matcher range = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
    if (!range.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long after = Long.parseLong(range.group(3)) - 1 - last;
    long length = last - first + 1;
    long move = first > 0 ? -Math.min(first, length) : Math.min(after, length);
    return move == 0
        ? Optional.empty()
        : Optional.of("bytes=" + (first + move) + "-" + (last + move));
  }

  /** Returns the request for a range, or for the whole object where it is null. */
  static Head ask(Head request, @Nullable String range) {
    Head changed =
        range == null ? request.without("Range") : request.without("Range").with("Range", range);
    return request.value("Authorization") == null ? changed : signed(changed);
  }

  private static Head signed(Head request) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.request().method()))
            .uri(URI.create("http://" + request.value("Host") + request.request().target()));
    request.headers().stream()
        .filter(header -> !SIGNATURE.contains(header.name().toLowerCase(Locale.ROOT)))
        .forEach(header -> unsigned.appendHeader(header.name(), header.value()));
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(
                            AwsCredentialsIdentity.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY))
                        .request(unsigned.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, S3Server.REGION.id())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
            .request();
    List<Head.Header> headers =
        signed.headers().entrySet().stream()
            .flatMap(
                named ->
                    named.getValue().stream()
                        .flatMap(value -> Stream.of(new Head.Header(named.getKey(), value))))
            .toList();
    return new Head(request.line(), headers);
  }
}
