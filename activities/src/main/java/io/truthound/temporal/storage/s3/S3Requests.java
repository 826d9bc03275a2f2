package io.truthound.temporal.storage.s3;

import java.time.Duration;

/** Hears of requests to S3. Called by any thread; must return at once. */
public interface S3Requests {
  /** Hears nothing. */
  S3Requests NONE =
      new S3Requests() {
        @Override
        public void done(String operation, Duration took, int retries, boolean failed) {}

        @Override
        public void moved(String operation, long bytes) {}
      };

  /**
   * Hears of a request that is over.
   *
   * @param operation as the SDK calls it, such as {@code GetObject}
   * @param took all attempts and the waiting between them
   * @param retries attempts after the first
   * @param failed whether the last attempt failed
   */
  void done(String operation, Duration took, int retries, boolean failed);

  /** Hears of bytes of bodies that were read or written, those of failed attempts, too. */
  void moved(String operation, long bytes);
}
