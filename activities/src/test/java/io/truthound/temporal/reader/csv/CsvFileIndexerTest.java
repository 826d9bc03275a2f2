package io.truthound.temporal.reader.csv;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.reader.ScratchFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileIndexerTest {
  private static @Nullable DuckDbReading shared;
  private static @Nullable Path scratch;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  @BeforeContainer
  static void open() throws SQLException, IOException {
    shared = new DuckDbReading("256MB");
    scratch = Files.createTempDirectory("csv");
  }

  @AfterContainer
  static void close() throws SQLException, IOException {
    if (shared != null && scratch != null) {
      shared.close();
      ScratchFolders.delete(scratch);
    }
  }

  @Property(seed = SUITE, tries = 300)
  void findsWhatTheRecordScannerFinds(
      @ForAll("texts") byte[] records,
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll @IntRange(min = 1, max = 5) int recordsPerBlock,
      @ForAll @IntRange(min = 1, max = 60) int bytesPerPiece)
      throws IOException {
    Path file = write(text(records, columns));

    CsvIndex index = index(file, recordsPerBlock, bytesPerPiece);

    assertThat(careful(index))
        .isEqualTo(CsvIndexer.index(file, CsvDialect.DEFAULT, recordsPerBlock, ScanProgress.NONE));
  }

  @Property(seed = SUITE, tries = 300)
  void saysWhereAnUnderscoreMayJoinDigits(
      @ForAll("numbers") byte[] records,
      @ForAll @IntRange(min = 1, max = 9) int recordsPerBlock,
      @ForAll @IntRange(min = 1, max = 60) int bytesPerPiece)
      throws IOException {
    byte[] text = text(records, 1);
    Path file = write(text);

    List<CsvBlock> blocks = index(file, recordsPerBlock, bytesPerPiece).blocks();

    Pattern joined = Pattern.compile("[0-9]_[0-9]");
    for (CsvBlock block : blocks) {
      String lines = new String(text, (int) block.offset(), (int) block.length(), UTF_8);
      if (block.plain() && joined.matcher(lines).find()) {
        assertThat(block.joinedDigits()).isTrue();
      }
    }
    if (!joined.matcher(new String(text, UTF_8)).find()) {
      assertThat(blocks).noneMatch(block -> block.plain() && block.joinedDigits());
    }
  }

  @Property(seed = SUITE, tries = 300)
  void saysHowManyFirstColumnsHoldOnlyDigits(
      @ForAll("integers") List<List<String>> records,
      @ForAll @IntRange(min = 1, max = 9) int recordsPerBlock,
      @ForAll @IntRange(min = 1, max = 60) int bytesPerPiece)
      throws IOException {
    String lines =
        records.stream().map(each -> String.join(",", each) + "\n").collect(Collectors.joining());
    Path file = write(text(lines.getBytes(UTF_8), 4));

    List<CsvBlock> blocks = index(file, recordsPerBlock, bytesPerPiece).blocks();

    for (CsvBlock block : blocks) {
      int first = (int) block.firstRecord();
      int digits = digits(records.subList(first, first + (int) block.records()));
      assertThat(block.integers()).isLessThanOrEqualTo(digits);
      assertThat(block.integers()).isGreaterThanOrEqualTo(digits(records));
    }
  }

  /** Returns how many first columns, the last one never, hold nothing but digits. */
  private static int digits(List<List<String>> records) {
    return records.stream()
        .mapToInt(
            record ->
                (int) record.stream().limit(3).takeWhile(cell -> cell.matches("[0-9]*")).count())
        .min()
        .orElse(0);
  }

  @Test
  void looksForIntegersInLinesThatBeginInAnEarlierWindow() throws IOException {
    int windowBytes = 1 << 18;
    String line = "12345,7,x\n";
    int crossing = windowBytes / line.length();
    for (int odd = crossing - 1; odd <= crossing + 1; odd++) {
      List<String> lines = new ArrayList<>(Collections.nCopies(crossing + 10, line));
      lines.set(odd, "123.5,7,x\n");
      Path file =
          Files.write(
              directory.resolve("data.csv"), text(String.join("", lines).getBytes(UTF_8), 3));

      assertThat(index(file, 1_000_000, 1 << 20).blocks())
          .extracting(CsvBlock::integers)
          .containsExactly(0);
    }
    Path file =
        Files.write(
            directory.resolve("data.csv"), text(line.repeat(crossing + 10).getBytes(UTF_8), 3));
    assertThat(index(file, 1_000_000, 1 << 20).blocks())
        .extracting(CsvBlock::integers)
        .containsExactly(2);
  }

  @Property(seed = SUITE, tries = 200)
  void duckDbReadsPlainAndOtherBlocksLikeTheSlowReader(
      @ForAll("texts") byte[] records,
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll @IntRange(min = 1, max = 4) int recordsPerBlock)
      throws IOException, SQLException {
    byte[] text = text(records, columns);
    Path file = write(text);
    List<SlowCsv.Row> rows =
        SlowCsv.rows(text, columns * 2, CsvDialect.DEFAULT, CsvLimits.DEFAULT, columns);
    Map<Long, List<@Nullable String>> expected = new LinkedHashMap<>();
    for (int number = 0; number < rows.size(); number++) {
      if (rows.get(number).malformed() == null) {
        expected.put((long) number, rows.get(number).values());
      }
    }

    Map<Long, List<@Nullable String>> read = new LinkedHashMap<>();
    long plainMalformed = 0;
    for (CsvBlock block : index(file, recordsPerBlock, 1_000).blocks()) {
      CsvSlice slice = prepare(file, List.of(block), columns);
      plainMalformed += block.plain() ? slice.records().malformed().count() : 0;
      read.putAll(reading().read(CsvDialect.DEFAULT, columns, slice));
    }

    assertThat(read.entrySet()).containsExactlyElementsOf(expected.entrySet());
    assertThat(plainMalformed).isZero();
  }

  @Property(seed = SUITE, tries = 50)
  void duckDbNumbersTheRecordsOfManyPlainBlocksInOrder(
      @ForAll @IntRange(min = 1, max = 400) int records,
      @ForAll @IntRange(min = 1, max = 50) int recordsPerBlock,
      @ForAll @IntRange(min = 0, max = 7) int skipped)
      throws IOException, SQLException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int record = 0; record < records; record++) {
      text.append(record).append(",é\n");
    }
    Path file = write(text.toString().getBytes(UTF_8));
    List<CsvBlock> blocks = index(file, recordsPerBlock, 64).blocks();
    List<CsvBlock> slice = blocks.subList(Math.min(skipped, blocks.size() - 1), blocks.size());

    Map<Long, List<@Nullable String>> read =
        reading().read(CsvDialect.DEFAULT, 2, prepare(file, slice, 2));

    assertThat(slice).allMatch(CsvBlock::plain);
    assertThat(read).hasSize(Math.toIntExact(records - slice.get(0).firstRecord()));
    assertThat(read)
        .allSatisfy((number, values) -> assertThat(values).containsExactly("" + number, "é"));
  }

  @Test
  void callsOnlyBlocksPlainInWhichEachLineIsOneRecord() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.writeString(
        file, "a,b\n1,2\n\"x,\"\"y\"\"\",é\n1,2\n\n1,2\r\n1,2\n1,2,3\n1,2\n\"x\ny\",2\n1,2\n3,4");

    assertThat(index(file, 2, 7).blocks())
        .extracting(CsvBlock::plain)
        .containsExactly(true, false, false, false, false);
  }

  @Test
  void keepsALastRecordWithoutANewlinePlain() throws IOException, SQLException {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, "a,b\n1,2\n3,4");

    List<CsvBlock> blocks = index(file, 1, 3).blocks();

    assertThat(blocks)
        .containsExactly(
            new CsvBlock(0, 1, 0, 4, 4, true, false, 1),
            new CsvBlock(1, 1, 0, 8, 3, true, false, 1));
  }

  @Test
  void doesNotTakeAMarkAtTheStartOfABlockForOneOfTheFile() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, "a\n1\n\ufeff2\n3\n");

    assertThat(index(file, 1, 100).blocks())
        .extracting(CsvBlock::plain)
        .containsExactly(true, false, true);
  }

  @Test
  void agreesOnLinesThatPassWindowsAndPieces() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int record = 0; record < 40; record++) {
      text.append("x".repeat(record * 9_973)).append(record % 3 == 0 ? ",é\n" : ",y\n");
    }
    text.append("z".repeat((1 << 20) + 1)).append(",z\n").append("1,2\n");
    Path file = directory.resolve("data.csv");
    Files.writeString(file, text);

    CsvIndex index = index(file, 4, 100_000);

    assertThat(careful(index))
        .isEqualTo(CsvIndexer.index(file, CsvDialect.DEFAULT, 4, ScanProgress.NONE));
    assertThat(index.blocks().subList(0, 10)).allMatch(CsvBlock::plain);
    assertThat(index.malformed()).isEqualTo(1);
  }

  @Test
  void agreesWhereMostLinesAreNotPlain() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, "a,b\r\n" + "1,2\r\n".repeat(5_000));

    assertThat(index(file, 700, 9_000))
        .isEqualTo(CsvIndexer.index(file, CsvDialect.DEFAULT, 700, ScanProgress.NONE));
  }

  @Test
  void namesTheFileThatHasNoHeader() throws IOException {
    Path file = Files.createFile(directory.resolve("data.csv"));

    assertThatExceptionOfType(CsvFormatException.class)
        .isThrownBy(() -> index(file, 1, 1))
        .withMessage("Cannot read " + file + ": it is empty: no header");
  }

  @Test
  void stopsWhenItsProgressSaysSo() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, "a\n" + "1\n".repeat(1_000_000));

    assertThatThrownBy(
            () ->
                CsvFileIndexer.index(
                    file,
                    CsvDialect.DEFAULT,
                    10,
                    100_000,
                    CsvFileIndexer.FirstLook.NONE,
                    bytes -> {
                      throw new CancellationException("enough");
                    }))
        .isInstanceOf(CancellationException.class)
        .hasMessage("enough");
  }

  @Test
  void refusesToCopyWhatIsNoLongerThere() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, "a\n1\n2\n");
    List<CsvBlock> blocks = index(file, 10, 100).blocks();
    Files.writeString(file, "a\n1\n");

    assertThatExceptionOfType(CsvFormatException.class)
        .isThrownBy(() -> PlainCopy.copy(file, blocks, directory, ScanProgress.NONE))
        .withMessage("Cannot read " + file + ": the file changed");
  }

  /** Nasty bytes, and lines that are mostly plain with one nasty piece. */
  @Provide
  Arbitrary<byte[]> texts() {
    Arbitrary<byte[]> nasty =
        CsvTexts.nastyBytes(30).filter(bytes -> new String(bytes, UTF_8).indexOf('\0') < 0);
    Arbitrary<byte[]> lines =
        Arbitraries.of(
                "1,2\n",
                "a,b,c\n",
                "x\n",
                "é,\n",
                ",\n",
                "\"a\",\"b,\"\"c\"\n",
                "12345678,abcdefgh\n")
            .list()
            .ofMaxSize(20)
            .map(each -> String.join("", each).getBytes(UTF_8));
    return Combinators.combine(lines, nasty.injectDuplicates(0.1), lines)
        .as((before, piece, after) -> CsvTexts.joined(List.of(before, piece, after)));
  }

  @Provide
  Arbitrary<List<List<String>>> integers() {
    Arbitrary<String> digits = Arbitraries.of("", "7", "007", "12345678", "1234567890123456789");
    Arbitrary<String> others = Arbitraries.of("1.5", "x", "-1", "1e3", " 5", "5_0", "é", "/", ":");
    Arbitrary<String> cell = Arbitraries.frequencyOf(Tuple.of(12, digits), Tuple.of(1, others));
    return cell.list().ofSize(4).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<byte[]> numbers() {
    return Arbitraries.strings()
        .withChars("0123456789_x_:/\n")
        .ofMinLength(1)
        .ofMaxLength(80)
        .map(text -> text.getBytes(UTF_8));
  }

  private static byte[] text(byte[] records, int columns) {
    return CsvTexts.joined(
        List.of(("a,b,c,d".substring(0, columns * 2 - 1) + "\n").getBytes(UTF_8), records));
  }

  private static Path write(byte[] text) throws IOException {
    Path folder = Files.createDirectories(Objects.requireNonNull(scratch));
    return Files.write(folder.resolve("data.csv"), text);
  }

  private static DuckDbReading reading() {
    return Objects.requireNonNull(shared);
  }

  private static CsvIndex index(Path file, long recordsPerBlock, long bytesPerPiece)
      throws IOException {
    return CsvFileIndexer.index(
        file,
        CsvDialect.DEFAULT,
        recordsPerBlock,
        bytesPerPiece,
        CsvFileIndexer.FirstLook.NONE,
        ScanProgress.NONE);
  }

  private static CsvSlice prepare(Path file, List<CsvBlock> blocks, int columns)
      throws IOException {
    Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), "slice");
    return CsvSlice.prepare(file, CsvDialect.DEFAULT, blocks, columns, folder, ScanProgress.NONE);
  }

  /** Returns an index without its word on plain blocks. */
  private static CsvIndex careful(CsvIndex index) {
    return new CsvIndex(
        index.columns(),
        index.blocks().stream()
            .map(
                block ->
                    new CsvBlock(
                        block.firstRecord(),
                        block.records(),
                        block.malformed(),
                        block.offset(),
                        block.length()))
            .toList());
  }
}
