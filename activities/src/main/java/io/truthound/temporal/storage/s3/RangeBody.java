package io.truthound.temporal.storage.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Takes the body of a ranged request to its place in a file; a body that breaks off, or is not that
 * of the range, is asked for again by the SDK, as often as it may. Gives the version's id.
 */
final class RangeBody implements ResponseTransformer<GetObjectResponse, @Nullable String> {
  private static final int STEP = 1 << 16;

  private final long objectBytes;
  private final long offset;
  private final long length;
  private final FileChannel to;
  private final S3Requests requests;

  RangeBody(long objectBytes, long offset, long length, FileChannel to, S3Requests requests) {
    this.objectBytes = objectBytes;
    this.offset = offset;
    this.length = length;
    this.to = to;
    this.requests = requests;
  }

  @Override
  public @Nullable String transform(GetObjectResponse response, AbortableInputStream body)
      throws IOException {
    requireRange(response, body);
    long done = 0;
    try {
      byte[] step = new byte[STEP];
      for (int count = body.read(step); count >= 0; count = body.read(step)) {
        if (count > length - done) {
          break;
        }
        write(ByteBuffer.wrap(step, 0, count), offset + done);
        done += count;
      }
    } catch (IOException e) {
      body.abort();
      throw RetryableException.create(
          "the body broke off after %d of %d bytes".formatted(done, length), e);
    } finally {
      requests.moved("GetObject", done);
    }
    if (done != length) {
      body.abort();
      throw RetryableException.create(
          "the body ended after %d of %d bytes".formatted(done, length));
    }
    return response.versionId();
  }

  private void requireRange(GetObjectResponse response, AbortableInputStream body) {
    String wanted = "bytes %d-%d/%d".formatted(offset, offset + length - 1, objectBytes);
    String given = response.contentRange();
    boolean whole = given == null && offset == 0 && length == objectBytes;
    if (!whole && !wanted.equals(given)) {
      body.abort();
      throw RetryableException.create(
          "S3 answered with another range, %s, than %s".formatted(given, wanted));
    }
  }

  /** A full disk is no fault of S3's: it is not tried again here. */
  private void write(ByteBuffer bytes, long at) {
    long next = at;
    try {
      while (bytes.hasRemaining()) {
        next += to.write(bytes, next);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
