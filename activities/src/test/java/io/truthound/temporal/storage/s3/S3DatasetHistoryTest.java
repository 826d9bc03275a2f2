package io.truthound.temporal.storage.s3;

import io.truthound.temporal.s3.RealS3;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DatasetHistoryContract;

class S3DatasetHistoryTest extends DatasetHistoryContract {
  private final String bucket = RealS3.shared().bucket();

  @Override
  protected ArtifactStore store() {
    return S3ArtifactStore.at("s3://" + bucket + "/state", S3Connection.ofEnvironment());
  }
}
