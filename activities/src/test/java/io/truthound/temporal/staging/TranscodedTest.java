package io.truthound.temporal.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.dataset.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TranscodedTest {

  @ParameterizedTest
  @EnumSource(
      value = TextEncoding.class,
      names = {"UTF_8"},
      mode = EnumSource.Mode.EXCLUDE)
  void givesTheSameTextInUtf8WhereverItsBytesArriveApart(TextEncoding encoding) throws IOException {
    boolean narrow = encoding == TextEncoding.LATIN_1 || encoding == TextEncoding.WINDOWS_1252;
    String some = narrow ? "a\u00fc\n\u00ff\u00e9," : "a\u00fc\n\u20ac\ud83d\udc4d\u3042,";
    int[] characters = some.codePoints().toArray();
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < 200_000; at++) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    Charset charset =
        encoding == TextEncoding.LATIN_1
            ? StandardCharsets.ISO_8859_1
            : Charset.forName(encoding.text());
    byte[] bytes = text.toString().getBytes(charset);

    assertThat(transcoded(bytes, encoding, random)).isEqualTo(utf8(text.toString()));
  }

  /** Only what is no character is lost, and stands out. */
  @ParameterizedTest
  @CsvSource({
    "WINDOWS_1252, 61 81 62, 61 FF 62",
    "WINDOWS_1252, 80, E2 82 AC",
    "LATIN_1, 61 81 62, 61 C2 81 62",
    "UTF_16LE, 61 00 3D D8 62 00, 61 FF 62",
    "UTF_16LE, 61 00 4D DC 62 00, 61 FF 62",
    "UTF_16LE, 61 00 62, 61 FF",
    "UTF_16BE, 00 61 D8 3D, 61 FF",
    "UTF_16, FF FE 61 00, 61",
    "UTF_16, FE FF 00 61, 61",
    "UTF_16, 00 61, 61",
    "UTF_16, '', ''",
  })
  void marksBytesThatAreNoCharacter(TextEncoding encoding, String given, String expected)
      throws IOException {
    HexFormat hex = HexFormat.ofDelimiter(" ").withUpperCase();

    byte[] utf8 = transcoded(hex.parseHex(given), encoding, new Random(1));

    assertThat(hex.formatHex(utf8)).isEqualTo(expected);
  }

  @Test
  void marksEachOfManyBytesThatAreNoCharacter() throws IOException {
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 0x81);

    byte[] utf8 = transcoded(bytes, TextEncoding.WINDOWS_1252, new Random(1));

    Arrays.fill(bytes, (byte) 0xFF);
    assertThat(utf8).isEqualTo(bytes);
  }

  private static byte[] transcoded(byte[] bytes, TextEncoding encoding, Random random)
      throws IOException {
    InputStream drops =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] to, int at, int most) throws IOException {
            return super.read(to, at, Math.min(most, 1 + random.nextInt(5_000)));
          }
        };
    return new Transcoded(drops, encoding).readAllBytes();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
