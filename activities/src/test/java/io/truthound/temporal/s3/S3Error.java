package io.truthound.temporal.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** A refusal in the words of S3. */
record S3Error(int status, String code, String message) {
  static final String REQUEST_ID = "4442587FB7D0A2F9";

  /** Returns what a kind of fault answers in place of the server, or null. */
  static @Nullable S3Error of(Fault.Kind kind) {
    return switch (kind) {
      case INTERNAL_ERROR ->
          new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
      case SLOW_DOWN -> new S3Error(503, "SlowDown", "Please reduce your request rate.");
      case EXPIRED -> new S3Error(400, "ExpiredToken", "The provided token has expired.");
      case DENIED -> new S3Error(403, "AccessDenied", "Access Denied");
      default -> null;
    };
  }

  /** Returns the body that goes with it. */
  byte[] xml(Request request) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + escape(code)
            + "</Code><Message>"
            + escape(message)
            + "</Message><Resource>"
            + escape(request.path())
            + "</Resource><RequestId>"
            + REQUEST_ID
            + "</RequestId></Error>")
        .getBytes(UTF_8);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
