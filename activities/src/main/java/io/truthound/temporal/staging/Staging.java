package io.truthound.temporal.staging;

import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks texts into the artifact store, once: a text that lies there complete is not unpacked
 * again. Its name stands for the source's identity.
 *
 * @param artifacts those of the run
 */
record Staging(RunArtifacts artifacts) {
  private static final int STEP = 1 << 18;

  /**
   * Makes sure that a source's text can be read in pieces: as it lies, or from the store.
   *
   * @param file the source, which has this identity
   * @param encoding null to tell it by the byte order mark
   * @throws RefusedException if its bytes are not of the packing that its name tells, or not whole
   * @throws IOException if the source cannot be read, or the store does not take the text
   */
  Staged stage(SourceFile file, Source identity, @Nullable TextEncoding encoding, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    try {
      SourceText text = SourceText.of(file, Optional.ofNullable(encoding));
      return new Staged(text.plain() ? null : staged(file, identity, text, watch), text.encoding());
    } catch (PackedFormatException e) {
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED,
          "Cannot read %s as %s".formatted(file.named(), e.getMessage()));
    } catch (Stopped stopped) {
      throw new ScanCancelledException();
    }
  }

  /**
   * A text that can be read in pieces.
   *
   * @param text where it lies; null where the file holds it as it is
   * @param encoding what the file is in; where the text is staged, that is in UTF-8
   */
  record Staged(@Nullable StagedText text, TextEncoding encoding) {}

  private StagedText staged(SourceFile file, Source identity, SourceText text, ScanWatch watch)
      throws IOException {
    String key =
        String.join(
            "\n", identity.uri(), identity.version(), Long.toString(identity.bytes()), text.key());
    String artifact = RunPaths.text(Digests.sha256(key.getBytes(StandardCharsets.UTF_8)));
    String name = artifacts.name(artifact);
    ArtifactStore store = artifacts.store();
    if (store.size(name).isEmpty()) {
      try (InputStream utf8 = text.open(file.bytes())) {
        store.putIfAbsent(name, out -> copy(utf8, out, watch));
      }
    }
    OptionalLong size = store.size(name);
    if (size.isEmpty()) {
      throw new IOException("Artifact " + name + " came and went");
    }
    return new StagedText(artifact, size.getAsLong());
  }

  private static void copy(InputStream text, OutputStream out, ScanWatch watch) throws IOException {
    byte[] step = new byte[STEP];
    for (int count = text.read(step); count >= 0; count = text.read(step)) {
      out.write(step, 0, count);
      try {
        watch.checkCancelled();
      } catch (ScanCancelledException cancelled) {
        throw new Stopped(cancelled);
      }
    }
  }

  /** Leaves a store's writing that was told to stop. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(ScanCancelledException cause) {
      super(cause);
    }
  }
}
