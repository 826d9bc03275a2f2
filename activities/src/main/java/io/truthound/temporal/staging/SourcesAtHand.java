package io.truthound.temporal.staging;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.StagedText;
import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.fetch.ObjectCache;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.storage.ObjectChangedException;
import io.truthound.temporal.storage.RunArtifacts;
import io.truthound.temporal.storage.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings to hand, as local files, what is read of sources: of objects the bytes that are needed, of
 * staged texts likewise, where the store keeps an artifact as no file of its own. Files have holes
 * where nothing is read. Closing gives back what was brought. Not safe for use by many threads.
 */
public final class SourcesAtHand implements AutoCloseable {
  /** An object that is brought whole by one request; many of them at once. */
  private static final long SMALL = 512 << 10;

  private final RunArtifacts artifacts;
  private final Path scratch;
  private final ObjectCache.Hand objects;
  private final AllowedSources allowed;
  private final List<Path> brought = new ArrayList<>();

  /**
   * Starts with nothing at hand.
   *
   * @param artifacts those of the run
   * @param scratch where to bring staged texts to
   * @param objects where objects are brought
   * @param allowed what may be read
   */
  public SourcesAtHand(
      RunArtifacts artifacts, Path scratch, ObjectCache objects, AllowedSources allowed) {
    this.allowed = allowed;
    this.artifacts = artifacts;
    this.scratch = scratch;
    this.objects = objects.hand();
  }

  /** Returns what may be read. */
  public AllowedSources allowed() {
    return allowed;
  }

  /** Returns an object as a file of which nothing is there until it is brought. */
  public SourceFile file(StoredObject object) throws IOException {
    return objects.file(object);
  }

  /** Gives an object back before the others. */
  public void letGo(StoredObject object) throws IOException {
    objects.letGo(object);
  }

  /**
   * Makes sure that a source's text can be read in pieces, from the store where not as it lies.
   *
   * @param file the source, which has this identity
   * @param encoding null to tell it by the byte order mark
   * @throws RefusedException if its bytes are not of the packing that its name tells, or not whole
   * @throws IOException if the source cannot be read, or the store does not take the text
   */
  public Ready stage(
      SourceFile file, Source identity, @Nullable TextEncoding encoding, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    file.bringAll(watch);
    Staging.Staged staged = new Staging(artifacts).stage(file, identity, encoding, watch);
    StagedText text = staged.text();
    return new Ready(
        text == null ? file : SourceFile.of(whole(text), file.named()),
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
  public PlanPart atHand(PlanPart part, Slice slice, Needs needs, ScanWatch watch)
      throws IOException, ScanCancelledException {
    return atHand(part, slice.segments(), needs, watch);
  }

  /** Returns a part of a plan whose sources have at hand what all slices of it read. */
  public PlanPart atHand(PlanPart part, Needs needs, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<Segment> all = new ArrayList<>();
    part.slices().forEach(slice -> all.addAll(slice.segments()));
    return atHand(part, all, needs, watch);
  }

  private PlanPart atHand(PlanPart part, List<Segment> segments, Needs needs, ScanWatch watch)
      throws IOException, ScanCancelledException {
    bringSmall(part, segments, watch);
    List<Source> sources = new ArrayList<>(part.sources());
    for (Segment segment : segments) {
      sources.set(
          segment.source() - part.firstSource(),
          atHand(part.source(segment.source()), segment, needs, watch));
    }
    return new PlanPart(part.firstSource(), sources, part.slices());
  }

  /** Those that have changed are found again one by one. */
  private void bringSmall(PlanPart part, List<Segment> segments, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<StoredObject> small =
        segments.stream()
            .map(segment -> part.source(segment.source()))
            .filter(source -> isObject(source) && source.bytes() <= SMALL)
            .map(SourcesAtHand::object)
            .distinct()
            .toList();
    try {
      objects.bringAll(small, watch);
    } catch (ObjectChangedException oneOfThem) {
      watch.checkCancelled();
    }
  }

  private Source atHand(Source source, Segment segment, Needs needs, ScanWatch watch)
      throws IOException, ScanCancelledException {
    String refusal = refusal(source);
    if (refusal != null) {
      return LocalSources.changed(source, refusal);
    }
    StagedText text = source.staged();
    if (text != null) {
      Optional<Path> file = artifacts.store().file(artifacts.name(text.location()));
      return at(
          source, file.isPresent() ? file.get() : blocks(text, segment.blocks()), text.bytes());
    }
    if (!isObject(source)) {
      return source;
    }
    try {
      SourceFile file = objects.file(object(source));
      needs.reader().bring(file, segment, needs.columns(), watch);
      return at(source, file.bytes(), source.bytes());
    } catch (ObjectChangedException e) {
      return LocalSources.changed(source, String.valueOf(e.getMessage()));
    }
  }

  /** A link may lead elsewhere since it was planned, and a plan be of a worker that reads more. */
  private @Nullable String refusal(Source source) throws IOException {
    if (!allowed.restricts() || !LocalSources.isLocal(source)) {
      return allowed.refusal(source.uri());
    }
    Path file = Path.of(URI.create(source.uri()));
    // What is gone is told by whoever opens it.
    return Files.exists(file) ? allowed.refusal(file) : allowed.refusal(source.uri());
  }

  private static Source at(Source source, Path file, long bytes) {
    return source.withStaged(new StagedText(file.toUri().toString(), bytes));
  }

  private static boolean isObject(Source source) {
    return source.staged() == null && !LocalSources.isLocal(source);
  }

  private static StoredObject object(Source source) {
    return new StoredObject(source.uri(), source.bytes(), source.version());
  }

  private Path blocks(StagedText text, List<Block> blocks) throws IOException {
    Block last = blocks.get(blocks.size() - 1);
    long first = blocks.get(0).offset();
    Path file = bring(text, 0, Math.min(SourceReader.TEXT_HEAD, text.bytes()));
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
    objects.close();
    for (Path folder : brought) {
      ScratchFolders.delete(folder);
    }
  }
}
