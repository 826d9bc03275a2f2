package io.truthound.temporal.reader.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Makes up CSV texts that lie in wait. */
final class CsvTexts {
  private CsvTexts() {}

  /** Strings of what matters to a CSV reader, and of what may be taken for it. */
  static Arbitrary<byte[]> nastyBytes(int maxPieces) {
    Arbitrary<byte[]> piece =
        Arbitraries.frequencyOf(
            Tuple.of(8, bytes(",")),
            Tuple.of(6, bytes("\"")),
            Tuple.of(5, bytes("\n")),
            Tuple.of(2, bytes("\r\n")),
            Tuple.of(1, bytes("\r")),
            Tuple.of(2, bytes(" ")),
            Tuple.of(3, bytes(",\"")),
            Tuple.of(3, bytes("\",")),
            Tuple.of(2, bytes("\"\"")),
            Tuple.of(6, bytes("a")),
            Tuple.of(2, bytes("hello world")),
            Tuple.of(2, bytes("é")),
            Tuple.of(1, bytes("😀")),
            Tuple.of(1, bytes("\\")),
            Tuple.of(1, bytes("\0")),
            Tuple.of(1, bytes("#'\t;")),
            Tuple.of(
                1, Arbitraries.of(List.of(new byte[] {(byte) 0xff}, new byte[] {(byte) 0xc3}))));
    return piece.list().ofMaxSize(maxPieces).map(CsvTexts::joined);
  }

  static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    pieces.forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static Arbitrary<byte[]> bytes(String text) {
    return Arbitraries.just(text.getBytes(UTF_8));
  }
}
