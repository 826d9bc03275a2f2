package io.truthound.temporal.storage.s3;

import io.truthound.temporal.client.ArtifactReader;
import java.io.IOException;
import java.util.Optional;

/** Reads artifacts of stores in S3, as the process's environment describes it; by ServiceLoader. */
public final class S3ArtifactReader implements ArtifactReader {
  /** One for the process: a reader is made for every artifact. */
  private static final class OfProcess {
    private static final S3Connection CONNECTION = S3Connection.ofEnvironment();
  }

  /** Creates a reader; for ServiceLoader. */
  public S3ArtifactReader() {}

  @Override
  public boolean reads(String uri) {
    return S3Uri.isOne(uri);
  }

  @Override
  public Optional<byte[]> read(String uri) throws IOException {
    return S3ArtifactStore.read(OfProcess.CONNECTION, S3Uri.of(uri));
  }
}
