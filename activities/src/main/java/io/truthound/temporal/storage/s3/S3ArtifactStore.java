package io.truthound.temporal.storage.s3;

import io.truthound.temporal.storage.ArtifactStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps artifacts as objects below a prefix, each written by one conditional request, so that it is
 * complete or absent and the first writer's stays. Bytes go and come with checksums.
 */
public final class S3ArtifactStore implements ArtifactStore {
  private static final String ABSENT = "*";

  /** One request writes so many bytes at most, as S3 has it; more are written in parts. */
  private static final long MOST_BYTES_AT_ONCE = 4L << 30;

  /** A part is held in memory; ten thousand are allowed. */
  private static final int PART_BYTES = 32 << 20;

  private static final long STEP_BYTES = 8 << 20;

  private final S3Connection connection;
  private final S3Uri root;
  private final long mostBytesAtOnce;
  private final int partBytes;

  private S3ArtifactStore(
      S3Connection connection, S3Uri root, long mostBytesAtOnce, int partBytes) {
    this.connection = connection;
    this.root = root;
    this.mostBytesAtOnce = mostBytesAtOnce;
    this.partBytes = partBytes;
  }

  /**
   * Opens a prefix as a store; asks S3 for nothing yet.
   *
   * @param uri {@code s3://<bucket>/<prefix>}
   * @throws IllegalArgumentException if it names no bucket
   */
  public static S3ArtifactStore at(String uri, S3Connection connection) {
    return at(uri, connection, MOST_BYTES_AT_ONCE, PART_BYTES);
  }

  /** The same, with other sizes of what is written at once. */
  static S3ArtifactStore at(
      String uri, S3Connection connection, long mostBytesAtOnce, int partBytes) {
    S3Uri named = S3Uri.of(uri);
    String prefix = named.key();
    while (prefix.endsWith("/")) {
      prefix = prefix.substring(0, prefix.length() - 1);
    }
    return new S3ArtifactStore(connection, named.withKey(prefix), mostBytesAtOnce, partBytes);
  }

  /** Says whether a URI names a store of this kind. */
  public static boolean isAt(String uri) {
    return S3Uri.isOne(uri);
  }

  @Override
  public String uri() {
    String uri = root.toString();
    return root.key().isEmpty() ? uri.substring(0, uri.length() - 1) : uri;
  }

  private S3Uri place(String name) {
    return root.withKey(root.key().isEmpty() ? name : root.key() + "/" + name);
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return read(connection, place(name));
  }

  static Optional<byte[]> read(S3Connection connection, S3Uri place) throws IOException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key())
            .checksumMode(ChecksumMode.ENABLED)
            .build();
    try {
      byte[] bytes = connection.client().getObject(request, S3ArtifactStore::whole);
      connection.requests().moved("GetObject", bytes.length);
      return Optional.of(bytes);
    } catch (S3Exception e) {
      if (isAbsent(e)) {
        return Optional.empty();
      }
      throw failed(connection, "read", place, "s3:GetObject", e);
    } catch (SdkException e) {
      throw failed(connection, "read", place, "s3:GetObject", e);
    }
  }

  /** A body that is not that of its checksum is asked for again, as one that breaks off is. */
  private static byte[] whole(GetObjectResponse response, AbortableInputStream body)
      throws Exception {
    ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> bytes =
        ResponseTransformer.toBytes();
    try {
      return bytes.transform(response, body).asByteArrayUnsafe();
    } catch (RetryableException brokenOff) {
      throw brokenOff;
    } catch (SdkClientException damaged) {
      throw RetryableException.create(String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static boolean isAbsent(S3Exception e) {
    return e.statusCode() == 404
        && (e.awsErrorDetails() == null || !"NoSuchBucket".equals(e.awsErrorDetails().errorCode()));
  }

  private static IOException failed(
      S3Connection connection, String verb, S3Uri place, String right, SdkException e) {
    return new S3Errors(connection).of(verb + " artifact " + place, place, right, e);
  }

  @Override
  public boolean putIfAbsent(String name, byte[] bytes) throws IOException {
    Checksum checksum = new CRC32();
    checksum.update(bytes);
    return put(place(name), RequestBody.fromBytes(bytes), bytes.length, checksum);
  }

  @Override
  public boolean putIfAbsent(String name, Content content) throws IOException {
    S3Uri place = place(name);
    Path draft = Files.createTempFile("truthound-artifact-", ".draft");
    try {
      Checksum checksum = new CRC32();
      try (OutputStream out =
          new CheckedOutputStream(
              new BufferedOutputStream(Files.newOutputStream(draft)), checksum)) {
        content.writeTo(out);
      }
      long bytes = Files.size(draft);
      return bytes <= mostBytesAtOnce
          ? put(place, RequestBody.fromFile(draft), bytes, checksum)
          : putParts(place, draft, bytes);
    } finally {
      Files.delete(draft);
    }
  }

  private boolean put(S3Uri place, RequestBody body, long bytes, Checksum checksum)
      throws IOException {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key())
            .ifNoneMatch(ABSENT)
            .checksumCRC32(base64((int) checksum.getValue()))
            .serverSideEncryption(connection.settings().encryption())
            .ssekmsKeyId(connection.settings().encryptionKey())
            .build();
    return written(
        place,
        () -> {
          var unused = connection.client().putObject(request, body);
          connection.requests().moved("PutObject", bytes);
        });
  }

  private static String base64(int checksum) {
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(checksum).array());
  }

  /** Whoever completes first has written it. */
  private boolean putParts(S3Uri place, Path draft, long bytes) throws IOException {
    return written(
        place,
        () -> {
          String upload =
              connection
                  .client()
                  .createMultipartUpload(
                      request ->
                          request
                              .bucket(place.bucket())
                              .key(place.key())
                              .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                              .serverSideEncryption(connection.settings().encryption())
                              .ssekmsKeyId(connection.settings().encryptionKey()))
                  .uploadId();
          boolean complete = false;
          try {
            List<CompletedPart> parts = parts(place, upload, draft, bytes);
            var unused =
                connection
                    .client()
                    .completeMultipartUpload(
                        request ->
                            request
                                .bucket(place.bucket())
                                .key(place.key())
                                .uploadId(upload)
                                .ifNoneMatch(ABSENT)
                                .multipartUpload(all -> all.parts(parts)));
            complete = true;
          } finally {
            if (!complete) {
              var unused =
                  connection
                      .client()
                      .abortMultipartUpload(
                          request ->
                              request.bucket(place.bucket()).key(place.key()).uploadId(upload));
            }
          }
        });
  }

  private List<CompletedPart> parts(S3Uri place, String upload, Path draft, long bytes)
      throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    try (InputStream file = Files.newInputStream(draft)) {
      for (long offset = 0; offset < bytes; offset += partBytes) {
        int number = parts.size() + 1;
        byte[] content = file.readNBytes(partBytes);
        var part =
            connection
                .client()
                .uploadPart(
                    request ->
                        request
                            .bucket(place.bucket())
                            .key(place.key())
                            .uploadId(upload)
                            .partNumber(number)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                    RequestBody.fromBytes(content));
        connection.requests().moved("UploadPart", content.length);
        parts.add(
            CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumCRC32(part.checksumCRC32())
                .build());
      }
    }
    return parts;
  }

  /** Requests that write one artifact. */
  private interface Writing {
    void run() throws IOException;
  }

  /**
   * Says whether a conditional request wrote. One that was tried again after its answer was lost
   * finds what it has written itself: whoever asks compares bytes, not who was first.
   */
  private boolean written(S3Uri place, Writing writing) throws IOException {
    try {
      writing.run();
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 412) {
        return false;
      }
      if (e.statusCode() == 409 && size(place).isPresent()) {
        return false;
      }
      throw failed(connection, "write", place, "s3:PutObject", e);
    } catch (SdkException e) {
      throw failed(connection, "write", place, "s3:PutObject", e);
    }
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return size(place(name));
  }

  private OptionalLong size(S3Uri place) throws IOException {
    try {
      return OptionalLong.of(
          connection
              .client()
              .headObject(request -> request.bucket(place.bucket()).key(place.key()))
              .contentLength());
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return OptionalLong.empty();
      }
      throw failed(connection, "look at", place, "s3:GetObject", e);
    } catch (SdkException e) {
      throw failed(connection, "look at", place, "s3:GetObject", e);
    }
  }

  @Override
  public void copy(String name, long offset, long length, WritableByteChannel to)
      throws IOException {
    S3Uri place = place(name);
    if (offset == 0 && length <= STEP_BYTES && size(place).equals(OptionalLong.of(length))) {
      // All of it comes with its checksum.
      write(ByteBuffer.wrap(read(name).orElseThrow(() -> gone(place))), to);
      return;
    }
    for (long done = 0; done < length; done += STEP_BYTES) {
      write(range(place, offset + done, Math.min(STEP_BYTES, length - done)), to);
    }
  }

  private static void write(ByteBuffer bytes, WritableByteChannel to) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static IOException gone(S3Uri place) {
    return new IOException("No artifact " + place);
  }

  private ByteBuffer range(S3Uri place, long offset, long length) throws IOException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key())
            .range("bytes=%d-%d".formatted(offset, offset + length - 1))
            .build();
    try {
      ResponseBytes<GetObjectResponse> body =
          connection.client().getObject(request, ResponseTransformer.toBytes());
      connection.requests().moved("GetObject", body.asByteArrayUnsafe().length);
      String wanted = "bytes %d-%d/".formatted(offset, offset + length - 1);
      if (!String.valueOf(body.response().contentRange()).startsWith(wanted)) {
        throw new IOException(
            "Cannot read artifact %s: S3 answered with the range %s, not %s"
                .formatted(place, body.response().contentRange(), wanted));
      }
      return body.asByteBuffer();
    } catch (SdkException e) {
      throw failed(connection, "read", place, "s3:GetObject", e);
    }
  }
}
