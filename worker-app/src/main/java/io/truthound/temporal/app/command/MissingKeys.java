package io.truthound.temporal.app.command;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.List;

/** Encrypts nothing, and says what to do where something is encrypted. */
final class MissingKeys implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final String ENCRYPTED = "binary/encrypted";

  static DataConverter of(DataConverter plain) {
    return new CodecDataConverter(plain, List.of(new MissingKeys()));
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads;
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    if (payloads.stream().anyMatch(MissingKeys::isEncrypted)) {
      throw new PayloadCodecException(
          "Cannot read what Temporal keeps, for it is encrypted: give "
              + CodecKeySource.OPTION
              + " or "
              + CodecKeySource.FILE);
    }
    return payloads;
  }

  private static boolean isEncrypted(Payload payload) {
    return payload.containsMetadata(ENCODING)
        && payload.getMetadataOrThrow(ENCODING).toStringUtf8().equals(ENCRYPTED);
  }
}
