package io.truthound.temporal.reader.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceFile;
import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of a file, whose pieces are counted by several threads. */
class NdjsonIndexerTest {
  @TempDir Path folder;

  @Test
  void findsTheLinesThatASliceStopsAtWhateverThePieces() throws Exception {
    Random random = new Random(11);
    for (int file = 0; file < 60; file++) {
      Path path = folder.resolve("lines.ndjson");
      Files.write(path, lines(random, 1 + random.nextInt(400)));

      for (long recordsPerBlock : new long[] {1, 3, 64, 129, 100_000}) {
        List<Block> expected = oneAfterTheOther(path, recordsPerBlock);
        for (long bytesPerPiece : new long[] {1 + random.nextInt(40), 777, 1 << 20}) {
          assertThat(
                  NdjsonIndexer.index(
                          SourceFile.of(path), recordsPerBlock, bytesPerPiece, ScanWatch.NONE)
                      .blocks())
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void countsALineThatIsTooLongToBeLookedAtThoughItIsBlank() throws Exception {
    String blank = " ".repeat(Lines.MOST_BYTES);
    Path path = folder.resolve("lines.ndjson");
    Files.writeString(path, "{}\n%s\n\r\n{}\n%s \n%s".formatted(blank, blank, blank + blank));

    for (long bytesPerPiece : new long[] {1 << 16, 1 << 20, 8 << 20}) {
      assertThat(
              NdjsonIndexer.index(SourceFile.of(path), 1, bytesPerPiece, ScanWatch.NONE).blocks())
          .hasSize(4)
          .isEqualTo(oneAfterTheOther(path, 1));
    }
  }

  private static byte[] lines(Random random, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("{}\n".getBytes(StandardCharsets.US_ASCII));
    for (int line = 0; line < count; line++) {
      String text =
          switch (random.nextInt(6)) {
            case 0 -> " \t\r".repeat(random.nextInt(5));
            case 1 -> "\r";
            case 2 -> "  {\"a\":%d}  ".formatted(line);
            case 3 -> "x".repeat(random.nextInt(30));
            case 4 -> " ".repeat(random.nextInt(60)) + "\u00a0";
            default -> "";
          };
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      if (line < count - 1 || random.nextBoolean()) {
        bytes.write('\n');
      }
    }
    return bytes.toByteArray();
  }

  private static List<Block> oneAfterTheOther(Path path, long recordsPerBlock) throws Exception {
    List<Block> blocks = new ArrayList<>();
    try (FileChannel file = FileChannel.open(path)) {
      Lines lines = new Lines(file, 0, Long.MAX_VALUE, ScanWatch.NONE);
      long first = 0;
      boolean more = lines.next();
      while (more) {
        long offset = lines.startOffset();
        long end = offset;
        long records = 0;
        for (; more && records < recordsPerBlock; records++) {
          end = lines.endOffset();
          more = lines.next();
        }
        blocks.add(new Block(first, records, offset, end - offset));
        first += records;
      }
    }
    return blocks;
  }
}
