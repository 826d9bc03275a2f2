package io.truthound.temporal.staging;

import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Unpacks texts into the artifact store, once: a text that lies there complete is not unpacked
 * again. Its name stands for the source's identity.
 *
 * @param artifacts those of the run
 */
record Staging(RunArtifacts artifacts) {
  private static final int STEP = 1 << 18;

  /**
   * Makes sure that a source's text is in the store.
   *
   * @param file the source, which has this identity
   * @throws RefusedException if its bytes are not of this packing, or not whole
   * @throws IOException if the source cannot be read, or the store does not take the text
   */
  StagedText stage(Path file, Source identity, Packing packing, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    String key = String.join("\n", identity.uri(), identity.version(), packing.name());
    String artifact =
        RunPaths.text(
            Digests.sha256((key + "\n" + identity.bytes()).getBytes(StandardCharsets.UTF_8)));
    String name = artifacts.name(artifact);
    ArtifactStore store = artifacts.store();
    if (store.size(name).isEmpty()) {
      unpack(file, packing, name, watch);
    }
    OptionalLong size = store.size(name);
    if (size.isEmpty()) {
      throw new IOException("Artifact " + name + " came and went");
    }
    return new StagedText(artifact, size.getAsLong());
  }

  private void unpack(Path file, Packing packing, String name, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), STEP);
        InputStream text = packing.unpack(bytes)) {
      artifacts.store().putIfAbsent(name, out -> copy(text, out, watch));
    } catch (PackedFormatException e) {
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED, "Cannot read %s as %s".formatted(file, e.getMessage()));
    } catch (Stopped stopped) {
      throw new ScanCancelledException();
    }
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
