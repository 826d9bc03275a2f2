package io.truthound.temporal.staging;

import io.truthound.temporal.dataset.TextEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Gives a text of another encoding as UTF-8. Bytes that are no character there become a byte that
 * is none here, so that the record that has them is malformed and no other.
 */
final class Transcoded extends InputStream {
  private static final byte NO_CHARACTER = (byte) 0xFF;
  private static final int STEP = 1 << 16;

  /** The most bytes that are no character by themselves. */
  private static final int UNIT = 2;

  private final InputStream text;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
  private final byte[] step = new byte[STEP];
  private final ByteBuffer from = ByteBuffer.allocate(STEP + 16).limit(0);
  private final CharBuffer characters = CharBuffer.allocate(STEP).limit(0);
  private final ByteBuffer to = ByteBuffer.allocate(4 * STEP).limit(0);
  private boolean ended;
  private boolean flushed;

  Transcoded(InputStream text, TextEncoding encoding) {
    this.text = text;
    this.decoder =
        Charset.forName(encoding.text().replace("latin-1", "iso-8859-1"))
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int at, int most) throws IOException {
    while (!to.hasRemaining()) {
      if (flushed) {
        return -1;
      }
      transcode();
    }
    int count = Math.min(most, to.remaining());
    to.get(target, at, count);
    return count;
  }

  private void transcode() throws IOException {
    to.clear();
    fill();
    characters.clear();
    CoderResult decoded = decoder.decode(from, characters, ended);
    boolean strange = decoded.isError();
    if (decoded.isUnderflow() && ended) {
      decoder.flush(characters);
      flushed = true;
    }
    characters.flip();
    // Whole characters come out of a decoder, and there is room for all of them.
    encoder.reset().encode(characters, to, true);
    if (strange) {
      // Half of a surrogate pair takes the character behind it along, which may be a newline.
      from.position(from.position() + Math.min(UNIT, decoded.length()));
      to.put(NO_CHARACTER);
    }
    to.flip();
  }

  /** Reads on where what was read is not enough for a character. */
  private void fill() throws IOException {
    if (ended || from.remaining() >= 16) {
      return;
    }
    from.compact();
    int count = text.read(step, 0, Math.min(STEP, from.remaining()));
    if (count < 0) {
      ended = true;
    } else {
      from.put(step, 0, count);
    }
    from.flip();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
