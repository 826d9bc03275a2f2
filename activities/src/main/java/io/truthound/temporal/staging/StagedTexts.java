package io.truthound.temporal.staging;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages texts, and brings them to hand, as local files. Where the store keeps an artifact as one,
 * it is that file; else a scratch file with holes has the wanted bytes where they lie in the text.
 * Closing deletes what was brought.
 */
public final class StagedTexts implements AutoCloseable {
  /** More than a header line can have: every reader of text looks at the first bytes. */
  private static final long HEAD = 4L << 20;

  private final RunArtifacts artifacts;
  private final Path scratch;
  private final List<Path> brought = new ArrayList<>();

  /**
   * Starts with nothing at hand.
   *
   * @param artifacts those of the run
   * @param scratch where to bring bytes to
   */
  public StagedTexts(RunArtifacts artifacts, Path scratch) {
    this.artifacts = artifacts;
    this.scratch = scratch;
  }

  /**
   * Makes sure that a source's text can be read in pieces, from the store where not as it lies.
   *
   * @param file the source, which has this identity
   * @param encoding null to tell it by the byte order mark
   * @throws RefusedException if its bytes are not of the packing that its name tells, or not whole
   * @throws IOException if the source cannot be read, or the store does not take the text
   */
  public Ready stage(Path file, Source identity, @Nullable TextEncoding encoding, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Staging.Staged staged = new Staging(artifacts).stage(file, identity, encoding, watch);
    StagedText text = staged.text();
    return new Ready(
        text == null ? SourceFile.of(file) : new SourceFile(whole(text), file),
        identity.withStaged(text),
        staged.encoding());
  }

  /**
   * A source whose text can be read in pieces.
   *
   * @param file where, and its name
   * @param source its identity, and where its text lies for those who come later
   * @param encoding what the file itself is in
   */
  public record Ready(SourceFile file, Source source, TextEncoding encoding) {}

  /** Returns the file of a whole text. */
  Path whole(StagedText text) throws IOException {
    Optional<Path> file = artifacts.store().file(artifacts.name(text.location()));
    return file.isPresent() ? file.get() : bring(text, 0, text.bytes());
  }

  /** Returns a part of a plan whose sources have at hand what a slice of it reads. */
  public PlanPart atHand(PlanPart part, Slice slice) throws IOException {
    List<Source> sources = new ArrayList<>(part.sources());
    for (Segment segment : slice.segments()) {
      Source source = part.source(segment.source());
      StagedText text = source.staged();
      if (text != null) {
        Optional<Path> file = artifacts.store().file(artifacts.name(text.location()));
        Path path = file.isPresent() ? file.get() : blocks(text, segment.blocks());
        sources.set(
            segment.source() - part.firstSource(),
            source.withStaged(new StagedText(path.toUri().toString(), text.bytes())));
      }
    }
    return new PlanPart(part.firstSource(), sources, part.slices());
  }

  /** Returns a part of a plan whose sources have at hand all that they hold. */
  public PlanPart atHand(PlanPart part) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Source source : part.sources()) {
      StagedText text = source.staged();
      sources.add(
          text == null
              ? source
              : source.withStaged(new StagedText(whole(text).toUri().toString(), text.bytes())));
    }
    return new PlanPart(part.firstSource(), sources, part.slices());
  }

  private Path blocks(StagedText text, List<Block> blocks) throws IOException {
    Block last = blocks.get(blocks.size() - 1);
    long first = blocks.get(0).offset();
    Path file = bring(text, 0, Math.min(HEAD, text.bytes()));
    copy(text, first, last.offset() + last.bytes() - first, file);
    return file;
  }

  private Path bring(StagedText text, long offset, long length) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "text-");
    brought.add(folder);
    Path file = folder.resolve("text");
    copy(text, offset, length, file);
    return file;
  }

  /** Copies a range to its place; the last byte is there even where it is in no range. */
  private void copy(StagedText text, long offset, long length, Path file) throws IOException {
    try (FileChannel to =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      to.position(offset);
      artifacts.store().copy(artifacts.name(text.location()), offset, length, to);
      if (to.size() < text.bytes()) {
        to.write(java.nio.ByteBuffer.allocate(1), text.bytes() - 1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path folder : brought) {
      ScratchFolders.delete(folder);
    }
  }
}
