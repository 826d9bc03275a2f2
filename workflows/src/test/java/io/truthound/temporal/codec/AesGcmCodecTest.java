package io.truthound.temporal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AesGcmCodecTest {
  private static final String A = "a: " + "QUFB".repeat(10) + "QUE=\n";
  private static final String B = "b: " + "QkJC".repeat(10) + "QkI=\n";
  private static final Payload PLAIN =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"a secret\""))
          .build();

  private final AesGcmCodec codec = codec(A);

  private static AesGcmCodec codec(String keys) {
    return AesGcmCodec.of(CodecKeys.parse(keys));
  }

  private static Payload encrypted(AesGcmCodec codec) {
    return codec.encode(List.of(PLAIN)).get(0);
  }

  private static String metadata(Payload payload, String name) {
    return payload.getMetadataOrThrow(name).toStringUtf8();
  }

  @Test
  void namesWhatItDidAndHidesTheRest() {
    Payload encrypted = encrypted(codec);

    assertThat(encrypted.getMetadataMap()).hasSize(3);
    assertThat(metadata(encrypted, "encoding")).isEqualTo("binary/encrypted");
    assertThat(metadata(encrypted, "encryption-cipher")).isEqualTo("AES/GCM/NoPadding");
    assertThat(metadata(encrypted, "encryption-key-id")).isEqualTo("a");
    assertThat(encrypted.getData().size()).isEqualTo(12 + PLAIN.getSerializedSize() + 16);
    assertThat(new String(encrypted.toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret", "json/plain");
    assertThat(codec.decode(List.of(encrypted))).containsExactly(PLAIN);
  }

  @Test
  void encryptsTheSameDifferentlyEachTime() {
    List<Payload> many = codec.encode(IntStream.range(0, 1_000).mapToObj(i -> PLAIN).toList());

    assertThat(many.stream().map(payload -> payload.getData().substring(0, 12)).distinct())
        .hasSize(1_000);
    assertThat(codec.decode(many)).hasSize(1_000).containsOnly(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000})
  void carriesPayloadsOfEverySize(int size) {
    Payload payload = Payload.newBuilder().setData(ByteString.copyFrom(new byte[size])).build();

    assertThat(codec.decode(codec.encode(List.of(payload)))).containsExactly(payload);
  }

  @Test
  void theFirstKeyEncryptsAndAllDecrypt() {
    AesGcmCodec rotated = codec(B + A);

    assertThat(metadata(encrypted(rotated), "encryption-key-id")).isEqualTo("b");
    assertThat(rotated.decode(List.of(encrypted(codec), PLAIN, encrypted(rotated))))
        .containsExactly(PLAIN, PLAIN, PLAIN);
  }

  @Test
  void namesTheKeyThatIsMissing() {
    assertThatThrownBy(() -> codec(B).decode(List.of(encrypted(codec))))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessage("Cannot decrypt a payload: no key a (keys: b)");
  }

  @Test
  void refusesAnotherKeyOfTheSameId() {
    AesGcmCodec other = codec(B.replace("b:", "a:"));

    assertThatThrownBy(() -> other.decode(List.of(encrypted(codec))))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessage(
            "Cannot decrypt a payload of key a: it was altered, or encrypted with another key of"
                + " this id");
  }

  @Test
  void refusesEveryAlteredByte() {
    Payload encrypted = encrypted(codec);

    for (int at = 0; at < encrypted.getData().size(); at++) {
      byte[] altered = encrypted.getData().toByteArray();
      altered[at] ^= 1;
      Payload payload = encrypted.toBuilder().setData(ByteString.copyFrom(altered)).build();
      assertThatThrownBy(() -> codec.decode(List.of(payload)))
          .as("byte %d", at)
          .isInstanceOf(PayloadCodecException.class)
          .hasMessageStartingWith("Cannot decrypt a payload of key a: it was altered");
    }
  }

  @Test
  void refusesEveryCut() {
    Payload encrypted = encrypted(codec);

    for (int length = 0; length < encrypted.getData().size(); length++) {
      Payload cut = encrypted.toBuilder().setData(encrypted.getData().substring(0, length)).build();
      assertThatThrownBy(() -> codec.decode(List.of(cut)))
          .as("%d bytes", length)
          .isInstanceOf(PayloadCodecException.class)
          .hasMessageContaining("of key a: ");
    }
  }

  /** Both keys have the same bytes: only the id that is authenticated tells them apart. */
  @Test
  void authenticatesTheKeysId() {
    AesGcmCodec twins = codec(A + A.replace("a:", "twin:"));
    Payload renamed =
        encrypted(twins).toBuilder()
            .putMetadata("encryption-key-id", ByteString.copyFromUtf8("twin"))
            .build();

    assertThatThrownBy(() -> twins.decode(List.of(renamed)))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageStartingWith("Cannot decrypt a payload of key twin: it was altered");
  }

  static Stream<Payload> refusesWhatNamesNoKeyOrAnotherCipher() {
    Payload encrypted = encrypted(codec(A));
    return Stream.of(
        encrypted.toBuilder().removeMetadata("encryption-key-id").build(),
        encrypted.toBuilder()
            .putMetadata("encryption-key-id", ByteString.copyFromUtf8("a\nb"))
            .build(),
        encrypted.toBuilder().removeMetadata("encryption-cipher").build(),
        encrypted.toBuilder()
            .putMetadata("encryption-cipher", ByteString.copyFromUtf8("AES/CBC/NoPadding"))
            .build());
  }

  @ParameterizedTest
  @MethodSource
  void refusesWhatNamesNoKeyOrAnotherCipher(Payload payload) {
    assertThatThrownBy(() -> codec.decode(List.of(payload)))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("(allowed: ");
  }

  @Test
  void hidesMessagesAndStackTracesOfFailures() {
    DataConverter converter = codec.encrypting(DefaultDataConverter.STANDARD_INSTANCE);
    ApplicationFailure failure =
        ApplicationFailure.newFailure("a secret", "a.Type", "a secret detail");

    Failure written = converter.exceptionToFailure(failure);

    assertThat(new String(written.toByteArray(), StandardCharsets.ISO_8859_1))
        .contains("a.Type")
        .doesNotContain("secret", getClass().getSimpleName());
    assertThat(((ApplicationFailure) converter.failureToException(written)).getOriginalMessage())
        .isEqualTo("a secret");
  }
}
