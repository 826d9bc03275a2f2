package io.truthound.temporal.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.s3.Fault.Kind;
import io.truthound.temporal.s3.Faults;
import io.truthound.temporal.s3.FaultyProxy;
import io.truthound.temporal.s3.RealS3;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.ArtifactStoreContract;
import io.truthound.temporal.storage.ObjectRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class S3ArtifactStoreTest extends ArtifactStoreContract {
  private static final int PART = 5 << 20;

  private final String bucket = RealS3.shared().bucket();

  private static S3Connection at(FaultyProxy proxy) {
    return new S3Connection(S3Settings.DEFAULT.withEndpoint(proxy.endpoint()));
  }

  private static FaultyProxy proxy() throws IOException {
    return FaultyProxy.before(RealS3.shared().server().endpoint());
  }

  @Override
  protected ArtifactStore store() {
    return S3ArtifactStore.at("s3://" + bucket + "/state/prod/", S3Connection.ofEnvironment());
  }

  @Test
  void isNamedWithoutASlashAtItsEnd() {
    assertThat(store().uri()).isEqualTo("s3://" + bucket + "/state/prod");
    assertThat(S3ArtifactStore.at("s3://b/", S3Connection.ofEnvironment()).uri())
        .isEqualTo("s3://b");
    assertThat(store().isOfOneMachine()).isFalse();
    assertThat(store().file("a")).isEmpty();
  }

  @Test
  void whatIsTooLargeForOneRequestIsWrittenInParts() throws IOException {
    ArtifactStore store =
        S3ArtifactStore.at("s3://" + bucket, S3Connection.ofEnvironment(), PART, PART);
    byte[] large = bytes(2 * PART + 3);

    assertThat(store.putIfAbsent("a", out -> out.write(large))).isTrue();
    assertThat(store.putIfAbsent("a", out -> out.write(new byte[PART + 1]))).isFalse();

    assertThat(store.read("a").orElseThrow()).isEqualTo(large);
    assertThat(copied(store, "a", 0, large.length)).isEqualTo(large);
    assertThat(
            RealS3.shared().server().client().listMultipartUploads(b -> b.bucket(bucket)).uploads())
        .isEmpty();
  }

  @Test
  void aByteThatIsAnotherIsNoticedAndReadAgain() throws IOException {
    try (FaultyProxy proxy = proxy()) {
      ArtifactStore store = S3ArtifactStore.at("s3://" + bucket, at(proxy));
      boolean unused = store.putIfAbsent("a", bytes(1_000));
      proxy.faults(Faults.first(1, Kind.FLIPPED_BYTE));

      assertThat(store.read("a").orElseThrow()).isEqualTo(bytes(1_000));
      assertThat(proxy.requests()).filteredOn(each -> each.fault() != null).hasSize(1);
    }
  }

  @Test
  void anArtifactWhoseAnswerWasLostIsThereOnce() throws IOException {
    try (FaultyProxy proxy = proxy()) {
      ArtifactStore store = S3ArtifactStore.at("s3://" + bucket, at(proxy));
      proxy.faults(Faults.first(1, Kind.RESET));

      boolean unused = store.putIfAbsent("a", bytes(1_000));

      assertThat(store.read("a").orElseThrow()).isEqualTo(bytes(1_000));
    }
  }

  @Test
  void asksForTheEncryptionThatIsSet() throws IOException {
    try (FaultyProxy proxy = proxy()) {
      S3Settings encrypting =
          new S3Settings(
              proxy.endpoint(), null, false, "aws:kms", "alias/state", Duration.ofSeconds(10));
      ArtifactStore store = S3ArtifactStore.at("s3://" + bucket, new S3Connection(encrypting));
      List<String> asked = new ArrayList<>();
      proxy.before(
          request -> {
            asked.add(
                request.method()
                    + " "
                    + request.header("x-amz-server-side-encryption")
                    + " "
                    + request.header("x-amz-server-side-encryption-aws-kms-key-id"));
            return false;
          },
          () -> {});

      boolean unused = store.putIfAbsent("a", bytes(10));

      assertThat(asked).containsExactly("PUT aws:kms alias/state");
    }
  }

  @Test
  void aStoreWhoseBucketIsNotThereSaysSo() {
    ArtifactStore store = S3ArtifactStore.at("s3://not-there/x", S3Connection.ofEnvironment());

    Assertions.assertThatThrownBy(() -> store.putIfAbsent("a", new byte[1]))
        .isInstanceOf(ObjectRefusedException.class)
        .hasMessage("Cannot write artifact s3://not-there/x/a: there is no bucket \"not-there\"");
  }
}
