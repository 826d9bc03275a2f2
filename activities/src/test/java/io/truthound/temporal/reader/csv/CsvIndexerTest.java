package io.truthound.temporal.reader.csv;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvIndexerTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  @Test
  void locatesBlocksAndCountsMalformedRecords() throws IOException {
    String header = "id,\"na\"\"me\"\n\n";
    String first = "1,a\r\n2\n";
    String second = "3,\"x\ny\"\n4,b\n";

    CsvIndex index = index(header + first + "\r\n\n" + second + "5,c", 2);

    int offset = header.length() + first.length() + 3;
    assertThat(index)
        .isEqualTo(
            new CsvIndex(
                List.of("id", "na\"me"),
                List.of(
                    new CsvBlock(0, 2, 1, header.length(), first.length()),
                    new CsvBlock(2, 2, 0, offset, second.length()),
                    new CsvBlock(4, 1, 0, offset + second.length(), 3))));
    assertThat(index.records()).isEqualTo(5);
    assertThat(index.malformed()).isEqualTo(1);
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    CsvIndex index = index("\ufeffid\n1\n", 10);

    assertThat(index.columns()).containsExactly("id");
    assertThat(index.blocks()).containsExactly(new CsvBlock(0, 1, 0, 6, 2));
  }

  @Test
  void findsNoBlocksBehindALoneHeader() throws IOException {
    assertThat(index("id,name", 10)).isEqualTo(new CsvIndex(List.of("id", "name"), List.of()));
    assertThat(index("id,name\r\n\r\n", 10).records()).isZero();
  }

  @Test
  void countsNoBlankLineOfASingleColumn() throws IOException {
    assertThat(index("id\n\n\"\"\n\n", 10).records()).isEqualTo(1);
  }

  @Test
  void readsOtherDialects() throws IOException {
    Path file = Files.writeString(directory.resolve("data"), "a\tb\n'x\ty'\t2\n");

    CsvIndex index = CsvIndexer.index(file, CsvDialect.of('\t', '\''));

    assertThat(index.columns()).containsExactly("a", "b");
    assertThat(index.malformed()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``~it is empty: no header",
        "\\n\\r\\n~it is empty: no header",
        "a,,b,\\n~empty column names in the header at positions [2, 4]",
        "a,b,a\\n~duplicate column name \"a\" in the header at positions [1, 3]",
        "a,\"b\"c\\n1,2\\n~malformed header at byte 0: text after a closing quote",
        "a,\"b\\n1,2\\n~malformed header at byte 0: a quote that is never closed",
        "a,\\377\\n~malformed header at byte 0: bytes that are not UTF-8",
        "a,b\\r1,2\\r~a carriage return at byte 3 and no newline in the first 8 bytes: lines end"
            + " with a carriage return alone (allowed: a newline, or a carriage return and a"
            + " newline)",
        "PAR1\\n~looks like Parquet: PAR1 at byte 0 (allowed: CSV as UTF-8 text with a header"
            + " line)",
        "ARROW1\\n~looks like Arrow: ARROW1 at byte 0 (allowed: CSV as UTF-8 text with a header"
            + " line)",
        "\\037\\213\\n~compressed with gzip: 1F 8B at byte 0 (allowed: CSV as UTF-8 text with a"
            + " header line)",
        "(\\265/\\375\\n~compressed with zstd: 28 B5 2F FD at byte 0 (allowed: CSV as UTF-8"
            + " text with a header line)",
        "\\377\\376a\\0~a UTF-16 byte order mark: FF FE at byte 0 (allowed: CSV as UTF-8"
            + " text with a header line)",
      })
  void refusesWhatCannotBeRead(String text, String message) throws IOException {
    Path file =
        Files.write(directory.resolve("data.csv"), text.translateEscapes().getBytes(ISO_8859_1));

    assertThatExceptionOfType(CsvFormatException.class)
        .isThrownBy(() -> CsvIndexer.index(file, CsvDialect.DEFAULT))
        .withMessage("Cannot read " + file + ": " + message);
  }

  @Test
  void refusesUtf16WithoutAMark() throws IOException {
    Path file = Files.write(directory.resolve("data.csv"), "id,name\n".getBytes(UTF_16LE));

    assertThatThrownBy(() -> CsvIndexer.index(file, CsvDialect.DEFAULT))
        .hasMessageContaining("a NUL byte at byte 1: looks like UTF-16 or a binary file");
  }

  @Test
  void refusesTooManyColumns() throws IOException {
    String header = "c".repeat(10_001).replaceAll("c(?=c)", "c,");
    Path file = Files.writeString(directory.resolve("data.csv"), header);

    assertThatThrownBy(() -> CsvIndexer.index(file, CsvDialect.DEFAULT))
        .hasMessageEndingWith("10001 columns in the header (allowed: at most 10000)");
  }

  @Test
  void stopsWhenItsProgressThrows() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "id\n1\n");

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                CsvIndexer.index(
                    file,
                    CsvDialect.DEFAULT,
                    10,
                    bytes -> {
                      throw new CancellationException("after " + bytes);
                    }))
        .withMessage("after 5");
  }

  @Property(seed = SUITE, tries = 500)
  void findsTheSameRecordsForEveryBlockSizeAndPiece(
      @ForAll("nastyBytes") byte[] records,
      @ForAll @IntRange(min = 1, max = 7) int perBlock,
      @ForAll @IntRange(min = 1, max = 50) int piece)
      throws IOException {
    byte[] text = CsvTexts.joined(List.of("a,b,c\n".getBytes(UTF_8), records));
    List<SlowCsv.Row> rows = SlowCsv.rows(text, 6, CsvDialect.DEFAULT, CsvLimits.DEFAULT, 3);

    CsvIndex index =
        CsvIndexer.index(
            Sources.inPieces(text, 0, piece),
            "text",
            CsvDialect.DEFAULT,
            perBlock,
            ScanProgress.NONE);

    assertThat(index.records()).isEqualTo(rows.size());
    assertThat(index.malformed())
        .isEqualTo(rows.stream().filter(row -> row.malformed() != null).count());
    for (CsvBlock block : index.blocks()) {
      SlowCsv.Row first = rows.get((int) block.firstRecord());
      SlowCsv.Row last = rows.get((int) (block.firstRecord() + block.records() - 1));
      assertThat(block.offset()).isEqualTo(first.start());
      assertThat(block.end()).isEqualTo(last.end());
    }
  }

  @Provide
  Arbitrary<byte[]> nastyBytes() {
    return CsvTexts.nastyBytes(100).filter(bytes -> !new String(bytes, ISO_8859_1).contains("\0"));
  }

  private CsvIndex index(String text, long recordsPerBlock) throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), text);
    return CsvIndexer.index(file, CsvDialect.DEFAULT, recordsPerBlock, ScanProgress.NONE);
  }
}
