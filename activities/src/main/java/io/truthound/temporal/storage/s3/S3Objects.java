package io.truthound.temporal.storage.s3;

import io.truthound.temporal.storage.ObjectChangedException;
import io.truthound.temporal.storage.ObjectStore;
import io.truthound.temporal.storage.StoredObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads objects of S3. An object is known by its ETag and, where it was looked at alone and the
 * bucket keeps versions, by its version's id; every read asks for that ETag, so that bytes of two
 * versions never mix.
 */
public final class S3Objects implements ObjectStore {
  private static final String ETAG = "etag-";
  private static final String VERSION = ";version-";

  private final S3Connection connection;
  private final S3Errors errors;

  /** Reads by a connection, which stays the caller's. */
  public S3Objects(S3Connection connection) {
    this.connection = connection;
    this.errors = new S3Errors(connection);
  }

  @Override
  public boolean reads(String uri) {
    return S3Uri.isOne(uri);
  }

  @Override
  public Optional<StoredObject> find(String uri) throws IOException {
    S3Uri object = S3Uri.of(uri);
    try {
      HeadObjectResponse head =
          connection
              .client()
              .headObject(
                  HeadObjectRequest.builder().bucket(object.bucket()).key(object.key()).build());
      return Optional.of(
          new StoredObject(
              object.toString(), head.contentLength(), version(head.eTag(), head.versionId())));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw errors.of("look at " + object, object, "s3:GetObject", explained(object, e));
    } catch (SdkException e) {
      throw errors.of("look at " + object, object, "s3:GetObject", e);
    }
  }

  /** A look at an object is refused without a reason; a request for a byte of it has one. */
  private S3Exception explained(S3Uri object, S3Exception e) {
    try {
      var unused =
          connection
              .client()
              .getObject(
                  GetObjectRequest.builder()
                      .bucket(object.bucket())
                      .key(object.key())
                      .range("bytes=0-0")
                      .build(),
                  ResponseTransformer.toBytes());
      return e;
    } catch (S3Exception withReason) {
      return withReason.statusCode() == e.statusCode() ? withReason : e;
    } catch (SdkException noAnswer) {
      return e;
    }
  }

  @Override
  public void list(String prefix, boolean deep, Listing listing) throws IOException {
    S3Uri start = S3Uri.of(prefix);
    String after = null;
    do {
      ListObjectsV2Response page = page(start, deep, after);
      for (S3Object object : page.contents()) {
        listing.add(
            new StoredObject(
                start.withKey(object.key()).toString(),
                object.size(),
                version(object.eTag(), null)));
      }
      after = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (after != null);
  }

  private ListObjectsV2Response page(S3Uri start, boolean deep, @Nullable String after)
      throws IOException {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(start.bucket())
            .prefix(start.key())
            .delimiter(deep ? null : "/")
            .continuationToken(after)
            .build();
    try {
      return connection.client().listObjectsV2(request);
    } catch (SdkException e) {
      throw errors.of("list " + start, start, "s3:ListBucket", e);
    }
  }

  @Override
  public void read(StoredObject object, long offset, long length, FileChannel to)
      throws IOException {
    S3Uri uri = S3Uri.of(object.uri());
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(uri.bucket())
            .key(uri.key())
            .ifMatch(etag(object))
            .range("bytes=%d-%d".formatted(offset, offset + length - 1))
            .build();
    RangeBody body = new RangeBody(object.bytes(), offset, length, to, connection.requests());
    try {
      String found = connection.client().getObject(request, body);
      String wanted = versionId(object);
      if (wanted != null && !wanted.equals(found)) {
        throw new ObjectChangedException(
            object.uri() + " changed after it was planned: it has another version's id");
      }
    } catch (SdkException e) {
      throw errors.of("read " + uri, uri, "s3:GetObject", e);
    }
  }

  private static String version(String etag, @Nullable String versionId) {
    return ETAG + etag + (versionId == null || versionId.equals("null") ? "" : VERSION + versionId);
  }

  private static String etag(StoredObject object) {
    int end = object.version().indexOf(VERSION);
    return object.version().substring(ETAG.length(), end < 0 ? object.version().length() : end);
  }

  private static @Nullable String versionId(StoredObject object) {
    int end = object.version().indexOf(VERSION);
    return end < 0 ? null : object.version().substring(end + VERSION.length());
  }
}
