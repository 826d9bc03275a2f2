package io.truthound.temporal.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.Packed;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.fetch.ObjectCache;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.storage.ObjectStores;
import io.truthound.temporal.storage.RunArtifacts;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesAtHandTest {
  private static final byte[] TEXT = "id\n1\n2\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private LocalArtifactStore store;
  private SourcesAtHand hand;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    store = LocalArtifactStore.at(folder.resolve("store"));
    hand =
        new SourcesAtHand(
            new RunArtifacts(store, new RunFolder(store.uri(), "run")),
            folder,
            new ObjectCache(ObjectStores.NONE, folder, 1 << 20, 1),
            AllowedSources.ALL);
    file = Files.write(folder.resolve("a.csv.gz"), Packed.gzip(TEXT));
  }

  @AfterEach
  void close() throws IOException {
    hand.close();
  }

  @Test
  void stagesTheTextOfAFile() throws Exception {
    StagedText text = stage(identity());

    assertThat(text.bytes()).isEqualTo(TEXT.length);
    assertThat(hand.whole(text)).hasBinaryContent(TEXT);
    assertThat(hand.whole(text).getFileName().toString()).isEqualTo(text.location());
  }

  @Test
  void doesNotUnpackASecondTime() throws Exception {
    Source identity = identity();
    StagedText text = stage(identity);
    Files.write(file, Packed.gzip("another text".getBytes(StandardCharsets.UTF_8)));

    assertThat(stage(identity)).isEqualTo(text);
  }

  @Test
  void leavesAFileWhereItIsThatCanBeReadAsItLies() throws Exception {
    file = Files.writeString(folder.resolve("a.csv"), "id\n1\n");

    SourcesAtHand.Ready ready = hand.stage(SourceFile.of(file), identity(), null, ScanWatch.NONE);

    assertThat(ready.file()).isEqualTo(SourceFile.of(file));
    assertThat(ready.source()).isEqualTo(identity());
    assertThat(ready.encoding()).isEqualTo(TextEncoding.UTF_8);
  }

  @Test
  void stagesAnotherEncodingAsUtf8() throws Exception {
    file = Files.write(folder.resolve("a.csv"), "z\u00fcrich".getBytes(StandardCharsets.UTF_16));
    StagedText byMark = stage(identity());
    StagedText asGiven =
        java.util.Objects.requireNonNull(
            hand.stage(SourceFile.of(file), identity(), TextEncoding.LATIN_1, ScanWatch.NONE)
                .source()
                .staged());

    assertThat(hand.whole(byMark)).hasContent("z\u00fcrich");
    assertThat(hand.whole(asGiven)).hasContent("\u00fe\u00ff\0z\0\u00fc\0r\0i\0c\0h");
  }

  @Test
  void tellsTextsApartByTheIdentityOfTheirFile() throws Exception {
    StagedText text = stage(identity());
    Files.write(file, Packed.gzip("id\n7\n".getBytes(StandardCharsets.UTF_8)));

    StagedText other = stage(identity());

    assertThat(other.location()).isNotEqualTo(text.location());
    assertThat(hand.whole(other)).hasContent("id\n7\n");
  }

  @Test
  void leavesNothingBehindWhereTheFileIsNotWhole() throws Exception {
    byte[] packed = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(packed, packed.length - 9));

    assertThatThrownBy(() -> hand.stage(SourceFile.of(file), identity(), null, ScanWatch.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot read %s as gzip: it ends at byte %d within the member at byte 0: it was cut"
                    .formatted(file, packed.length - 9)
                + " short");
    assertThat(staged()).isEmpty();
  }

  @Test
  void stopsWithinAStepWhereItIsCancelled() throws Exception {
    Source identity = identity();
    ScanWatch cancelled =
        new ScanWatch() {
          private int steps;

          @Override
          public void progress(long rows) {}

          @Override
          public void checkCancelled() throws ScanCancelledException {
            if (++steps == 2) {
              throw new ScanCancelledException();
            }
          }

          @Override
          public Registration onCancel(Runnable stop) {
            return () -> {};
          }
        };

    assertThatThrownBy(() -> hand.stage(SourceFile.of(file), identity, null, cancelled))
        .isInstanceOf(ScanCancelledException.class);
    assertThat(staged()).isEmpty();
  }

  private StagedText stage(Source identity) throws Exception {
    return java.util.Objects.requireNonNull(
        hand.stage(SourceFile.of(file), identity, null, ScanWatch.NONE).source().staged());
  }

  private Source identity() throws IOException {
    return LocalSources.identify(file, 0);
  }

  private java.util.List<Path> staged() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
