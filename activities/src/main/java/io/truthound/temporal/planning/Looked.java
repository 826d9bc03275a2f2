package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.staging.Packing;
import io.truthound.temporal.staging.StagedTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a look at a file gave.
 *
 * @param before the source as it was before, its text staged where it cannot be read as it lies
 * @param probe what its reader found
 */
record Looked(Source before, SourceProbe probe) {
  static Looked at(Path file, SourceReader reader, StagedTexts texts, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Source source = LocalSources.identify(file, 0);
    Optional<Packing> packing = Packing.of(file.getFileName().toString());
    SourceFile bytes = SourceFile.of(file);
    if (packing.isPresent()) {
      StagedText text = texts.stage(file, source, packing.get(), watch);
      bytes = new SourceFile(texts.whole(text), file);
      source = source.withStaged(text);
    }
    return new Looked(source, reader.probe(bytes, watch));
  }
}
