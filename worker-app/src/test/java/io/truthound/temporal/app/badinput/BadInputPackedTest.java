package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed text that is damaged, and what is compressed but should not be. */
class BadInputPackedTest {
  private static final String TEXT = "id,name\n1,a\n,b\n";

  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @Test
  void namesTheCompressedFileAndTheRowsWithinItsText() {
    Path file = tables.bytes("people.csv.gz", gzip(TEXT));

    Said said = checks.check(file).ended(1, "FAILED");

    said.counted("not_null", "FAILED", 2, 1);
    assertThat(said.rule("not_null").get("samples").get(0).get("source").asText())
        .isEqualTo(file.toUri().toString());
    assertThat(said.rows("not_null")).containsExactly("1: null");
    assertThat(said.report().get("dataset").get("bytes").asLong()).isEqualTo(Tables.size(file));
  }

  @Test
  void refusesAGzipFileThatWasCutShort() {
    byte[] packed = gzip(TEXT);
    Path file = tables.bytes("cut.csv.gz", Arrays.copyOf(packed, packed.length - 3));

    checks
        .check(file)
        .isRefused(
            "Cannot read %s as gzip: it ends at byte %d within the member at byte 0: it was cut short"
                .formatted(file, packed.length - 3));
  }

  @Test
  void refusesAGzipFileThatIsNone() {
    Path file = tables.text("people.csv.gz", TEXT);

    checks
        .check(file)
        .isRefused(
            "Cannot read %s as gzip: 69 64 at byte 0 (allowed: 1F 8B, where a member begins)"
                .formatted(file));
  }

  @Test
  void refusesAZstdFileThatIsNone() {
    Path file = tables.text("people.ndjson.zst", "{\"id\": 1}\n");

    checks
        .check(file)
        .isRefused(
            "Cannot read %s as zstd: damaged before byte 10: Unknown frame descriptor"
                .formatted(file));
  }

  @Test
  void refusesBytesBehindTheLastMember() {
    byte[] packed = gzip(TEXT);
    Path file = tables.bytes("more.csv.gz", Arrays.copyOf(packed, packed.length + 2));

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s as gzip: 00 00 at byte %d, behind the last member (allowed: the end, or"
                    + " 1F 8B)")
                .formatted(file, packed.length));
  }

  @Test
  void refusesAnEmptyCompressedFileAndOneWithoutText() {
    Path empty = tables.bytes("empty.csv.gz", new byte[0]);
    Path nothing = tables.bytes("nothing.csv.gz", gzip(""));

    checks
        .check(empty)
        .isRefused(
            "Cannot read %s as gzip: it is empty (allowed: one member or more)".formatted(empty));
    checks.check(nothing).isRefused("Cannot read %s: it is empty: no header".formatted(nothing));
  }

  @Test
  void refusesCompressedParquet() {
    Path file = tables.bytes("orders.parquet.gz", gzip("PAR1"));

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s: PARQUET is not read from .gz (allowed: the file itself, which is"
                    + " compressed within)")
                .formatted(file));
  }

  @Test
  void refusesACompressedFileOfNoKnownFormat() {
    Path file = tables.bytes("orders.gz", gzip(TEXT));

    checks.check(file).isRefusedWith("Cannot tell the format of %s by its name".formatted(file));
    checks.with(file, "--input-format", "csv", "--rule", Checks.ID_THERE).ended(1, "FAILED");
  }

  @Test
  void namesTheCompressedFileWhereItsTextIsRefused() {
    Path file = tables.bytes("twice.csv.gz", gzip("id,id\n1,2\n"));

    checks
        .check(file)
        .isRefused(
            "Cannot read %s: duplicate column name \"id\" in the header at positions [1, 2]"
                .formatted(file));
  }

  @Test
  void readsPlainAndCompressedFilesOfAFolderAsOneDataset() {
    tables.text("data/a.csv", TEXT);
    tables.bytes("data/b.csv.gz", gzip(TEXT));

    checks.check(folder.resolve("data")).counted("not_null", "FAILED", 4, 2);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
