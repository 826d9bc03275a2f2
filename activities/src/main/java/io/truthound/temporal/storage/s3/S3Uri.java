package io.truthound.temporal.storage.s3;

/**
 * Names an object, or the beginning of objects' names.
 *
 * @param bucket the bucket
 * @param key the name within it, as it is: nothing is escaped in these URIs
 */
record S3Uri(String bucket, String key) {
  private static final String SCHEME = "s3://";

  static boolean isOne(String uri) {
    return uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Takes a URI apart.
   *
   * @throws IllegalArgumentException if it names no bucket
   */
  static S3Uri of(String uri) {
    String rest = isOne(uri) ? uri.substring(SCHEME.length()) : "";
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid URI: " + uri + " (allowed: s3://<bucket>/<name of an object>)");
    }
    return new S3Uri(bucket, slash < 0 ? "" : rest.substring(slash + 1));
  }

  S3Uri withKey(String other) {
    return new S3Uri(bucket, other);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
