package io.truthound.temporal.codec;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an encrypted payload says of itself, by the names of Temporal's samples.
 *
 * @param key the id of the key that encrypted it
 */
record EncryptionMetadata(String key) {
  static final String CIPHER = "AES/GCM/NoPadding";
  private static final String ENCODING = "binary/encrypted";
  private static final String CIPHER_NAME = "encryption-cipher";
  private static final String KEY_NAME = "encryption-key-id";

  static boolean isIn(Payload payload) {
    return ENCODING.equals(text(payload, EncodingKeys.METADATA_ENCODING_KEY));
  }

  /**
   * Reads it from an encrypted payload.
   *
   * @throws PayloadCodecException if its cipher is another, or the key's id is none
   */
  static EncryptionMetadata of(Payload payload) {
    String key = text(payload, KEY_NAME);
    if (!CodecKeys.isId(key)) {
      throw new PayloadCodecException(
          "Cannot decrypt a payload: its %s is none (allowed: %s)"
              .formatted(KEY_NAME, CodecKeys.IDS));
    }
    if (!CIPHER.equals(text(payload, CIPHER_NAME))) {
      throw new PayloadCodecException(
          "Cannot decrypt a payload of key %s: its %s is another (allowed: %s)"
              .formatted(key, CIPHER_NAME, CIPHER));
    }
    return new EncryptionMetadata(key);
  }

  Map<String, ByteString> fields() {
    return Map.of(
        EncodingKeys.METADATA_ENCODING_KEY,
        ByteString.copyFromUtf8(ENCODING),
        CIPHER_NAME,
        ByteString.copyFromUtf8(CIPHER),
        KEY_NAME,
        ByteString.copyFromUtf8(key));
  }

  /** Returns the bytes that are authenticated with the data; no part of them has a line break. */
  byte[] authenticated() {
    return String.join("\n", ENCODING, CIPHER, key).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Payload payload, String name) {
    return payload.getMetadataOrDefault(name, ByteString.EMPTY).toStringUtf8();
  }
}
