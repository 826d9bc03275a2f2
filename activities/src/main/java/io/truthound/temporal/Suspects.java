package io.truthound.temporal;

import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds the blocks of a slice that workers are lost with, over as many attempts as that takes: each
 * block is scanned alone, and the store remembers that it was begun before, and that its worker is
 * still there after. A block that took {@value #MOST_DEATHS} workers with it is left alone.
 */
final class Suspects {
  /** One loss may be chance. */
  private static final int MOST_DEATHS = 2;

  private static final byte[] NOTHING = {'{', '}'};

  private final RunArtifacts artifacts;
  private final Slice slice;
  private final BooleanSupplier tookTooLong;

  /**
   * Creates the search of one attempt.
   *
   * @param tookTooLong says of a scan that was stopped whether its own time was over
   */
  Suspects(RunArtifacts artifacts, Slice slice, BooleanSupplier tookTooLong) {
    this.artifacts = artifacts;
    this.slice = slice;
    this.tookTooLong = tookTooLong;
  }

  /** Scans a part of a slice. */
  interface Scan {
    void of(Slice part) throws IOException, ScanCancelledException;
  }

  /**
   * What became of the blocks of a slice.
   *
   * @param sound in row order, as few segments as that takes
   * @param fatal those that workers are lost with, one a segment
   */
  record Found(List<Segment> sound, List<Segment> fatal) {}

  /** Tries each block that no attempt before has tried to the end. */
  Found blocks(Scan scan) throws IOException, ScanCancelledException {
    List<Segment> sound = new ArrayList<>();
    List<Segment> fatal = new ArrayList<>();
    int piece = 0;
    for (Segment segment : slice.segments()) {
      List<Block> together = new ArrayList<>();
      for (Block block : segment.blocks()) {
        Segment alone = segment.of(List.of(block));
        if (isSound(Integer.toString(piece++), new Slice(slice.index(), List.of(alone)), scan)) {
          together.add(block);
        } else {
          fatal.add(alone);
          addTo(sound, segment, together);
          together = new ArrayList<>();
        }
      }
      addTo(sound, segment, together);
    }
    return new Found(sound, fatal);
  }

  private boolean isSound(String piece, Slice block, Scan scan)
      throws IOException, ScanCancelledException {
    if (exists(piece, "sound")) {
      return true;
    }
    boolean sound = survives(piece, block, scan);
    if (sound) {
      remember(piece, "sound");
    }
    return sound;
  }

  private static void addTo(List<Segment> segments, Segment segment, List<Block> blocks) {
    if (!blocks.isEmpty()) {
      segments.add(segment.of(blocks));
    }
  }

  /**
   * Scans what is left of the slice, unless that has cost workers too.
   *
   * @return whether it was scanned
   */
  boolean survives(Slice whole, Scan scan) throws IOException, ScanCancelledException {
    return survives("whole", whole, scan);
  }

  private boolean survives(String piece, Slice part, Scan scan)
      throws IOException, ScanCancelledException {
    int begun = 0;
    int deaths = 0;
    for (; exists(piece, "begun-" + begun); begun++) {
      if (!exists(piece, "ended-" + begun)) {
        deaths++;
      }
    }
    if (deaths >= MOST_DEATHS) {
      return false;
    }
    remember(piece, "begun-" + begun);
    try {
      scan.of(part);
    } finally {
      // Not reached where the worker is gone; that a scan failed or was cancelled is not its fault.
      if (!tookTooLong.getAsBoolean()) {
        remember(piece, "ended-" + begun);
      }
    }
    return true;
  }

  private boolean exists(String piece, String what) throws IOException {
    return artifacts.store().size(name(piece, what)).isPresent();
  }

  private void remember(String piece, String what) throws IOException {
    boolean unused = artifacts.store().putIfAbsent(name(piece, what), NOTHING);
  }

  private String name(String piece, String what) {
    return artifacts.name(RunPaths.suspect(slice.index(), piece, what));
  }
}
