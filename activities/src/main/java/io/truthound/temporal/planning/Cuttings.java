package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.plan.ArrowChunker;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.ChunkGrid;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.plan.DatasetListChunker;
import io.truthound.temporal.plan.RowCountChunker;
import io.truthound.temporal.plan.SourceChunks;
import java.util.List;
import java.util.Map;

/** Knows for each kind of chunker how it cuts. */
final class Cuttings implements Chunker.Visitor<SourceCutting> {
  private final Map<String, SourceChunker> chunkers;

  /**
   * Creates the choice.
   *
   * @param chunkers the user's own, by name
   */
  Cuttings(Map<String, SourceChunker> chunkers) {
    this.chunkers = chunkers;
  }

  @Override
  public SourceCutting rowCount(RowCountChunker chunker) {
    return new Grid(new ChunkGrid(chunker.size()));
  }

  @Override
  public SourceCutting arrow(ArrowChunker chunker) {
    return new ArrowOnly(new Grid(new ChunkGrid(chunker.size())));
  }

  @Override
  public SourceCutting datasetList(DatasetListChunker chunker) {
    return new Grid(ChunkGrid.WHOLE);
  }

  @Override
  public SourceCutting custom(CustomChunker chunker) {
    return new CustomCutting(chunker, chunkers);
  }

  /** Chunks of one length. */
  private record Grid(ChunkGrid grid) implements SourceCutting {
    /** A block is the smallest piece of work; its chunks are counted in memory. */
    private static final long MOST_CHUNKS_OF_A_BLOCK = 4_000_000;

    @Override
    public SourceChunks cut(
        Source source, DatasetFormat format, List<Column> columns, List<Block> blocks)
        throws RefusedException {
      long most = MOST_CHUNKS_OF_A_BLOCK;
      for (Block block : blocks) {
        if (block.rows() / grid.chunkSize() > most) {
          throw new RefusedException(
              FailureTypes.REQUEST_REFUSED,
              "Batch size %d cuts a row group of %s with %d rows into more than %d chunks (allowed: %d or more)"
                  .formatted(
                      grid.chunkSize(), source.uri(), block.rows(), most, block.rows() / most + 1));
        }
      }
      return grid;
    }

    @Override
    public long mostRows() {
      return grid.chunkSize();
    }
  }

  /** Chunks of Arrow data alone. */
  private record ArrowOnly(Grid grid) implements SourceCutting {
    @Override
    public SourceChunks cut(
        Source source, DatasetFormat format, List<Column> columns, List<Block> blocks)
        throws RefusedException {
      if (format == DatasetFormat.ARROW) {
        return grid.cut(source, format, columns, blocks);
      }
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "ArrowChunker cannot cut %s: it is %s (allowed: Arrow data; for other formats RowCountChunker)"
              .formatted(source.uri(), format));
    }

    @Override
    public long mostRows() {
      return grid.mostRows();
    }
  }
}
