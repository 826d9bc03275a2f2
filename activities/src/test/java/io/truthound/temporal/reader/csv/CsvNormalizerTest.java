package io.truthound.temporal.reader.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNormalizerTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path directory;

  @Test
  void writesWellFormedRecordsBehindTheirNumbers() throws IOException {
    Path file = file("a,b\r\n1,\"x\r\ny\"\r\n\r\n2\r\n,\n3,\"\"");

    NormalizedCsv csv = normalize(file, CsvIndexer.index(file, CsvDialect.DEFAULT).blocks());

    assertThat(text(csv)).isEqualTo("0,1,\"x\r\ny\"\n2,,\n3,3,\"\"\n");
    assertThat(csv.records()).isEqualTo(4);
    assertThat(csv.written()).isEqualTo(3);
    assertThat(csv.bytes()).isEqualTo(text(csv).length());
    assertThat(csv.malformed().shown())
        .containsExactly(new MalformedRecord(1, MalformedKind.TOO_FEW_FIELDS, 1, "2"));
  }

  @Test
  void countsOnThroughEveryNumberOfDigits() throws IOException {
    int records = 1_200;
    Path file = file("a\n" + "x\n".repeat(records));
    StringBuilder expected = new StringBuilder();
    for (int i = 7; i < records; i++) {
      expected.append(i).append(",x\n");
    }

    List<CsvBlock> blocks = blocks(file, 7);

    assertThat(text(normalize(file, blocks.subList(1, blocks.size()))))
        .isEqualTo(expected.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void leavesOutExactlyTheDirtyRecords(long seed) throws IOException, SQLException {
    DirtyTable table = new DirtyTable(seed, 600, 0.05);
    Path file = Files.write(directory.resolve("data.csv"), table.text());

    NormalizedCsv csv = normalize(file, blocks(file, 100));

    Map<Long, MalformedKind> faults = new TreeMap<>();
    csv.malformed().shown().forEach(record -> faults.put(record.number(), record.kind()));
    assertThat(faults).isEqualTo(table.faults());
    try (DuckDbReading duckDb = new DuckDbReading("128MB")) {
      assertThat(duckDb.read(CsvDialect.DEFAULT, 3, csv)).isEqualTo(table.values());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void writesTheSameBlockByBlock(long seed) throws IOException {
    DirtyTable table = new DirtyTable(seed, 300, 0.2);
    Path file = Files.write(directory.resolve("data.csv"), table.text());
    List<CsvBlock> blocks = blocks(file, 1 + seed * 3);
    NormalizedCsv whole = normalize(file, blocks);
    String atOnce = text(whole);

    StringBuilder blockByBlock = new StringBuilder();
    List<MalformedRecord> shown = new ArrayList<>();
    for (CsvBlock block : blocks) {
      NormalizedCsv csv = normalize(file, List.of(block));
      blockByBlock.append(text(csv));
      shown.addAll(csv.malformed().shown());
      assertThat(csv.malformed().count()).isEqualTo(block.malformed());
    }

    assertThat(blockByBlock.toString()).isEqualTo(atOnce);
    assertThat(shown).isEqualTo(whole.malformed().shown());
  }

  @Test
  void keepsEveryNumberButOnlyTheFirstTextsOfMalformedRecords() throws IOException {
    Path file = file("a,b\n" + "1,2\nshort\n".repeat(5_000));

    MalformedRecords malformed = normalize(file, blocks(file, 100)).malformed();

    assertThat(malformed.count()).isEqualTo(5_000);
    assertThat(malformed.numbers().count()).isEqualTo(5_000);
    assertThat(malformed.numbers().max()).hasValue(9_999);
    assertThat(malformed.countsByKind())
        .containsExactly(Map.entry(MalformedKind.TOO_FEW_FIELDS, 5_000L));
    assertThat(malformed.shown()).hasSize(1_000);
    assertThat(malformed.countBetween(0, 1)).isZero();
    assertThat(malformed.countBetween(1, 4)).isEqualTo(2);
    assertThat(malformed.countBetween(9_000, 1L << 40)).isEqualTo(500);
  }

  @Test
  void showsTwoHundredCharactersWithInvalidBytesReplaced() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.write(file, ("a\n\u00ff" + "\u00f0\u009f\u0098\u0080".repeat(300)).getBytes(ISO_8859_1));

    MalformedRecord record = normalize(file, blocks(file, 1)).malformed().shown().get(0);

    assertThat(record.kind()).isEqualTo(MalformedKind.INVALID_UTF8);
    assertThat(record.text()).isEqualTo("\ufffd" + "😀".repeat(199));
  }

  @Test
  void copiesARecordLongerThanItsBuffer() throws IOException {
    String record = "x".repeat(1 << 20);
    Path file = file("a\ny\n" + record + "\nz\n");

    assertThat(text(normalize(file, blocks(file, 1)))).isEqualTo("0,y\n1," + record + "\n2,z\n");
  }

  @Test
  void refusesAFileThatChanged() throws IOException {
    Path file = file("a\n1\n2\n");
    List<CsvBlock> blocks = blocks(file, 10);
    Files.writeString(file, "a\n1234");

    assertThatExceptionOfType(CsvFormatException.class)
        .isThrownBy(() -> normalize(file, blocks))
        .withMessage(
            "Cannot read "
                + file
                + ": 1 records from byte 2 to 6 where the index has 2: the file changed");
  }

  @Test
  void refusesBlocksThatDoNotFollowEachOther() throws IOException {
    Path file = file("a\n1\n2\n3\n");
    List<CsvBlock> blocks = blocks(file, 1);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> normalize(file, List.of(blocks.get(0), blocks.get(2))))
        .withMessageContaining("does not follow");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> normalize(file, List.of()))
        .withMessage("Cannot normalise a CSV slice: no blocks");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("data.csv"), text);
  }

  private static List<CsvBlock> blocks(Path file, long recordsPerBlock) throws IOException {
    return CsvIndexer.index(file, CsvDialect.DEFAULT, recordsPerBlock, ScanProgress.NONE).blocks();
  }

  private NormalizedCsv normalize(Path file, List<CsvBlock> blocks) throws IOException {
    int columns = CsvIndexer.index(file, CsvDialect.DEFAULT).columns().size();
    return CsvNormalizer.normalize(
        file, CsvDialect.DEFAULT, blocks, columns, directory, ScanProgress.NONE, 1_000);
  }

  private static String text(NormalizedCsv csv) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Path part : csv.parts()) {
      text.writeBytes(Files.readAllBytes(part));
    }
    return text.toString(UTF_8);
  }
}
