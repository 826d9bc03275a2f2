package io.truthound.temporal.storage.s3;

import io.truthound.temporal.storage.ObjectChangedException;
import io.truthound.temporal.storage.ObjectRefusedException;
import io.truthound.temporal.storage.ThrottledException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in one sentence what went wrong with a request, and what helps. */
final class S3Errors {
  private static final Set<String> WRONG_REGION =
      Set.of(
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "TemporaryRedirect");

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");

  private static final Set<String> UNKNOWN_CREDENTIALS =
      Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidClientTokenId");

  private final S3Connection connection;

  S3Errors(S3Connection connection) {
    this.connection = connection;
  }

  /**
   * Returns what to throw.
   *
   * @param what what could not be done, to which object, such as {@code read s3://lake/a.parquet}
   * @param right what allows it, as AWS calls it
   */
  IOException of(String what, S3Uri object, String right, SdkException e) {
    String failed = "Cannot " + what + ": ";
    return e instanceof AwsServiceException answer
        ? answered(failed, object, right, answer)
        : unanswered(failed, e);
  }

  private IOException answered(
      String failed, S3Uri object, String right, AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    int status = answer.statusCode();
    if (code.equals("NoSuchBucket")) {
      return new ObjectRefusedException(
          failed + "there is no bucket \"%s\"".formatted(object.bucket()), answer);
    }
    if (WRONG_REGION.contains(code) || status == 301 || status == 307) {
      return new ObjectRefusedException(failed + wrongRegion(object, details), answer);
    }
    if (EXPIRED.contains(code)) {
      return new ObjectRefusedException(failed + "the credentials have expired", answer);
    }
    if (UNKNOWN_CREDENTIALS.contains(code)) {
      return new ObjectRefusedException(
          failed + "the credentials are not accepted (" + code + ")", answer);
    }
    if (status == 401 || status == 403) {
      return new ObjectRefusedException(failed + denied(right), answer);
    }
    if (status == 412) {
      return new ObjectChangedException(object + " changed after it was planned: it was replaced");
    }
    if (status == 404) {
      return new ObjectChangedException(object + " is gone since it was planned");
    }
    if (answer.isThrottlingException() || status == 503 || status == 429) {
      return new ThrottledException(
          failed + "S3 asks for fewer requests (%d %s)".formatted(status, code), answer);
    }
    return new IOException(failed + "S3 answered %d %s".formatted(status, code).strip(), answer);
  }

  private String denied(String right) {
    return connection.settings().anonymous()
        ? "access denied to a request without credentials (needed: %s for everybody)"
            .formatted(right)
        : "access denied (needed: %s)".formatted(right);
  }

  private String wrongRegion(S3Uri object, @Nullable AwsErrorDetails details) {
    String here = connection.regionName();
    Optional<String> there =
        details == null || details.sdkHttpResponse() == null
            ? Optional.empty()
            : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    return there.isPresent() && !there.get().equals(here)
        ? "the bucket \"%s\" lies in region %s, not in %s (what helps: AWS_REGION=%s)"
            .formatted(object.bucket(), there.get(), here, there.get())
        : "the bucket \"%s\" does not lie in region %s (what helps: its own in AWS_REGION)"
            .formatted(object.bucket(), here);
  }

  private IOException unanswered(String failed, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Unable to load credentials")) {
      return new ObjectRefusedException(
          failed
              + "no credentials (looked in AWS's usual places: environment, profile, role of the"
              + " machine; for public buckets set "
              + S3Settings.ANONYMOUS
              + "=true)",
          e);
    }
    if (message.contains("Unable to load region")) {
      return new ObjectRefusedException(
          failed + "no region (what helps: AWS_REGION, or a profile that has one)", e);
    }
    Throwable root = root(e);
    if (root instanceof UnknownHostException) {
      return new ObjectRefusedException(
          failed + "there is no host \"%s\"%s".formatted(host(root), endpoint()), e);
    }
    if (root instanceof ConnectException) {
      return new ObjectRefusedException(
          failed + "nobody answers%s: connection refused".formatted(endpoint()), e);
    }
    if (e instanceof ApiCallTimeoutException
        || e instanceof ApiCallAttemptTimeoutException
        || root instanceof SocketTimeoutException) {
      return new IOException(failed + "S3 did not answer in time" + endpoint(), e);
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new IOException(failed + why, e);
  }

  /** Returns the host that was looked for, which the JDK puts before its own explanation. */
  private static String host(Throwable unknown) {
    return String.valueOf(unknown.getMessage()).split(":", 2)[0].strip();
  }

  private String endpoint() {
    URI endpoint = connection.endpoint();
    return endpoint == null
        ? ""
        : " at the endpoint " + endpoint.getScheme() + "://" + endpoint.getAuthority();
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
