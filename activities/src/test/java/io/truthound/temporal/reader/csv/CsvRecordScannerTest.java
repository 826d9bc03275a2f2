package io.truthound.temporal.reader.csv;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.reader.Utf8;
import io.truthound.temporal.reader.csv.Sources.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRecordScannerTest {
  private static final CsvLimits TINY = new CsvLimits(40, 12);

  @Property(seed = SUITE, tries = 3000)
  void saysWhatTheSlowReaderSays(
      @ForAll("nastyBytes") byte[] text, @ForAll @IntRange(min = 1, max = 40) int piece)
      throws IOException {
    assertThat(Sources.scan(text, 0, CsvDialect.DEFAULT, CsvLimits.DEFAULT, 3, piece))
        .isEqualTo(expected(text, 0, CsvLimits.DEFAULT));
  }

  @Property(seed = SUITE, tries = 3000)
  void saysWhatTheSlowReaderSaysOfLongRecords(
      @ForAll("nastyBytes") byte[] text, @ForAll @IntRange(min = 1, max = 40) int piece)
      throws IOException {
    assertThat(Sources.scan(text, 0, CsvDialect.DEFAULT, TINY, 3, piece))
        .isEqualTo(expected(text, 0, TINY));
  }

  @Property(seed = SUITE, tries = 1000)
  void findsTheSameRecordsFromAnyRecordOn(
      @ForAll("nastyBytes") byte[] text, @ForAll @IntRange(min = 1, max = 40) int piece)
      throws IOException {
    List<Seen> all = Sources.scan(text, 0, CsvDialect.DEFAULT, TINY, 3, 1 << 16);

    for (int i = 0; i < all.size(); i++) {
      assertThat(Sources.scan(text, all.get(i).start(), CsvDialect.DEFAULT, TINY, 3, piece))
          .isEqualTo(all.subList(i, all.size()));
    }
  }

  @Property(seed = SUITE, tries = 1000)
  void findsTheSameRecordsUpToAnyRecordsEnd(@ForAll("nastyBytes") byte[] text) throws IOException {
    List<Seen> all = Sources.scan(text, 0, CsvDialect.DEFAULT, TINY, 3, 1 << 16);

    for (int i = 0; i < all.size(); i++) {
      byte[] head = Arrays.copyOf(text, all.get(i).end());
      assertThat(Sources.scan(head, 0, CsvDialect.DEFAULT, TINY, 3, 1 << 16))
          .isEqualTo(all.subList(0, i + 1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a,b~TOO_FEW_FIELDS",
        "a,b,c,d~TOO_MANY_FIELDS",
        "a,b\\rc,d~LONE_CR",
        "a, \"b\",c~BLANK_BEFORE_QUOTE",
        "a,\"b\" ,c~TEXT_AFTER_QUOTE",
        "a,\"b\"c\",d~TEXT_AFTER_QUOTE",
        "a,\"b,c~UNBALANCED_QUOTE",
        "a,\",c~UNBALANCED_QUOTE",
        "a,b,c\"~",
        "a,b \"c\" d,e~",
        "a,\"b\"\"c\",d~",
        "a,\"b,\\n,c\",d~",
        ",,~",
        "\"\",\"\",\"\"~",
      })
  void namesTheFaultAndFindsTheNextRecord(String record, @Nullable MalformedKind kind)
      throws IOException {
    String text = record.replace("\\r", "\r").replace("\\n", "\n");

    for (String lineEnd : List.of("\n", "\r\n")) {
      byte[] bytes = (text + lineEnd + "x,\"y\",z" + lineEnd).getBytes(UTF_8);
      int next = text.length() + lineEnd.length();
      assertThat(Sources.scan(bytes, 0, CsvDialect.DEFAULT, CsvLimits.DEFAULT, 3, 99))
          .containsExactly(new Seen(0, next, kind), new Seen(next, bytes.length, null));
    }
  }

  @Test
  void skipsALineOfAnyLengthInAFewMegabytes() throws IOException {
    long length = 300L << 20;
    ByteWindow window =
        new ByteWindow(
            endlessLine(length), 0, Long.MAX_VALUE, ByteWindow.CAPACITY, ScanProgress.NONE);
    CsvRecordScanner scanner = new CsvRecordScanner(window, CsvDialect.DEFAULT, 0);

    assertThat(scanner.next()).isTrue();
    assertThat(scanner.malformed()).isEqualTo(MalformedKind.TOO_LONG);
    assertThat(scanner.endOffset()).isEqualTo(length + 1);
    assertThat(new String(scanner.head(), UTF_8)).hasSize(1024).startsWith("a,\"xx");
    assertThat(scanner.next()).isTrue();
    assertThat(scanner.malformed()).isNull();
    assertThat(scanner.fields()).isEqualTo(2);
    assertThat(scanner.next()).isFalse();
    assertThat(window.bytes().length).isLessThanOrEqualTo(4 << 20);
  }

  @Property(seed = SUITE, tries = 2000)
  void knowsUtf8AsTheJdkDoes(@ForAll long seed, @ForAll @IntRange(max = 20) int length) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    int[] leads = {0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 'a', 0x9f, 0xa0};
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) leads[random.nextInt(leads.length)];
    }

    assertThat(Utf8.isValid(bytes, 0, length))
        .isEqualTo(!new String(bytes, UTF_8).contains("\ufffd"));
  }

  @Provide
  Arbitrary<byte[]> nastyBytes() {
    return CsvTexts.nastyBytes(200);
  }

  private static List<Seen> expected(byte[] text, int from, CsvLimits limits) {
    return SlowCsv.rows(text, from, CsvDialect.DEFAULT, limits, 3).stream()
        .map(row -> new Seen(row.start(), row.end(), row.malformed()))
        .toList();
  }

  /** Gives {@code a,"xxx…x"}, a newline and {@code b,c}; the first line has this length. */
  private static ReadableByteChannel endlessLine(long length) {
    return new ReadableByteChannel() {
      private long at;

      @Override
      public int read(ByteBuffer target) {
        if (at == length + 4) {
          return -1;
        }
        int count = (int) Math.min(target.remaining(), length + 4 - at);
        for (int i = 0; i < count; i++) {
          target.put(byteAt(at++));
        }
        return count;
      }

      private byte byteAt(long i) {
        if (i < 3) {
          return (byte) "a,\"".charAt((int) i);
        }
        return (byte) (i < length - 1 ? 'x' : "\"\nb,c".charAt((int) (i - length + 1)));
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
