package io.truthound.temporal.reader;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A source as readers look at it: a local file that has all of its bytes, or those that were
 * brought. It has the source's size from the start; bytes that were not brought read as zeros.
 *
 * @param bytes the file that holds its bytes as its format has them
 * @param named what the user knows it as: the same, unless the bytes lie elsewhere or had to be
 *     unpacked
 * @param supply brings bytes
 */
public record SourceFile(Path bytes, String named, Supply supply) {

  /** Brings bytes of a source to their places in its file. Safe for use by many threads. */
  public interface Supply {
    /** Has brought everything. */
    Supply ALL_THERE = (ranges, watch) -> awaiting -> {};

    /**
     * Begins to bring all of these bytes that are not there yet; what is beyond the source's end is
     * left out. Waits only where there is no room.
     *
     * @throws IOException if there will be no room
     */
    Arrival begin(List<ByteRange> ranges, ScanWatch watch)
        throws IOException, ScanCancelledException;
  }

  /** Bytes that are on their way. */
  public interface Arrival {
    /**
     * Waits until all of them are there.
     *
     * @throws IOException if they cannot be had; then some may be there
     */
    void await(ScanWatch watch) throws IOException, ScanCancelledException;
  }

  /** Takes a file as it is. */
  public static SourceFile of(Path file) {
    return new SourceFile(file, file.toString(), Supply.ALL_THERE);
  }

  /** Takes a file that the user knows under another name. */
  public static SourceFile of(Path bytes, String named) {
    return new SourceFile(bytes, named, Supply.ALL_THERE);
  }

  /** Says whether its bytes lie where the user says that they do, and nothing has to be brought. */
  public boolean isLocal() {
    return supply == Supply.ALL_THERE && named.equals(bytes.toString());
  }

  /** Makes sure that bytes are there before they are read. */
  public void bring(List<ByteRange> ranges, ScanWatch watch)
      throws IOException, ScanCancelledException {
    begin(ranges, watch).await(watch);
  }

  /** Begins to bring bytes, so that those of several sources come at the same time. */
  public Arrival begin(List<ByteRange> ranges, ScanWatch watch)
      throws IOException, ScanCancelledException {
    return supply.begin(ranges, watch);
  }

  /** Returns its size. */
  public long size() {
    return bytes.toFile().length();
  }

  /** Makes sure that all of it is there. */
  public void bringAll(ScanWatch watch) throws IOException, ScanCancelledException {
    bring(List.of(new ByteRange(0, size())), watch);
  }

  /** Returns what is to be said of the source to whoever knows its name. */
  public String inWords(String message) {
    return message.replace(bytes.toString(), named);
  }
}
