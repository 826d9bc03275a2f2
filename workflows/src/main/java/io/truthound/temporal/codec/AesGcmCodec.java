package io.truthound.temporal.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts payloads with AES-256-GCM: the first of its keys encrypts, all of them decrypt. Safe for
 * use by many threads.
 *
 * <p>An encrypted payload is named as in Temporal's samples: {@code encoding} is {@code
 * binary/encrypted}, {@code encryption-cipher} and {@code encryption-key-id} say how. These three
 * are authenticated with the data, which is a random nonce of 12 bytes, the whole payload encrypted
 * with its metadata, and a tag of 16. Nothing binds a payload to its workflow: whoever may write to
 * Temporal can put one in the place of another.
 *
 * <p>Payloads that are not encrypted pass {@link #decode} as they are, so that batches from before
 * can be read. The codec thus keeps secrets; it does not prove that a payload came from somebody
 * who has a key.
 */
public final class AesGcmCodec implements PayloadCodec {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CodecKeys keys;

  private AesGcmCodec(CodecKeys keys) {
    this.keys = keys;
  }

  public static AesGcmCodec of(CodecKeys keys) {
    return new AesGcmCodec(keys);
  }

  /**
   * Returns a converter that encrypts all that another writes; messages and stack traces of
   * failures, too. Types of failures stay readable: retry policies look at them.
   */
  public DataConverter encrypting(DataConverter plain) {
    return new CodecDataConverter(plain, List.of(this), true);
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encrypt).toList();
  }

  /**
   * Decrypts those payloads that are encrypted.
   *
   * @throws PayloadCodecException if one cannot be decrypted: its key is not among these, or it was
   *     cut or altered; names the key
   */
  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decrypt).toList();
  }

  private Payload encrypt(Payload plain) {
    EncryptionMetadata metadata = new EncryptionMetadata(keys.first());
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, keys.key(keys.first()), nonce, metadata)
              .doFinal(plain.toByteArray());
      return Payload.newBuilder()
          .putAllMetadata(metadata.fields())
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed)))
          .build();
    } catch (GeneralSecurityException e) {
      throw new PayloadCodecException("Cannot encrypt a payload with key " + metadata.key(), e);
    }
  }

  private Payload decrypt(Payload payload) {
    if (!EncryptionMetadata.isIn(payload)) {
      return payload;
    }
    EncryptionMetadata metadata = EncryptionMetadata.of(payload);
    SecretKey key = keys.find(metadata.key());
    if (key == null) {
      throw new PayloadCodecException(
          "Cannot decrypt a payload: no key %s (keys: %s)"
              .formatted(metadata.key(), String.join(", ", keys.ids())));
    }
    byte[] data = payload.getData().toByteArray();
    if (data.length < NONCE_BYTES + TAG_BYTES) {
      throw new PayloadCodecException(
          "Cannot decrypt a payload of key %s: it has %d bytes (allowed: %d or more)"
              .formatted(metadata.key(), data.length, NONCE_BYTES + TAG_BYTES));
    }
    try {
      byte[] nonce = Arrays.copyOf(data, NONCE_BYTES);
      return Payload.parseFrom(
          cipher(Cipher.DECRYPT_MODE, key, nonce, metadata)
              .doFinal(data, NONCE_BYTES, data.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      throw new PayloadCodecException(
          "Cannot decrypt a payload of key %s: it was altered, or encrypted with another key of this id"
              .formatted(metadata.key()),
          e);
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      throw new PayloadCodecException("Cannot decrypt a payload of key " + metadata.key(), e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, EncryptionMetadata metadata)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(EncryptionMetadata.CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(metadata.authenticated());
    return cipher;
  }
}
