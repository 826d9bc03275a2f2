package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned dataset whose keys are read.
 *
 * @param format how its bytes are read
 * @param reading how text is read; null where the format leaves nothing open
 * @param columns its schema
 * @param pieces its rows in plan order
 * @param rows how many there are
 */
record KeySide(
    DatasetFormat format,
    @Nullable Reading reading,
    List<Column> columns,
    List<Piece> pieces,
    long rows) {

  /**
   * Some blocks of a source.
   *
   * @param source where they lie
   * @param segment the blocks
   * @param before how many rows all sources before this one have
   * @param slice the slice that they belong to
   * @param part the part of the plan that the slice belongs to
   */
  record Piece(Source source, Segment segment, long before, Slice slice, PlanPart part) {
    /** Returns the place of its first row among all rows. */
    long first() {
      return before + segment.range().first();
    }

    /** Returns the place that follows its last row. */
    long end() {
      return before + segment.range().end();
    }
  }

  /** Puts the parts of a plan together. */
  static KeySide of(
      DatasetFormat format, @Nullable Reading reading, List<Column> columns, List<PlanPart> parts) {
    List<Piece> pieces = new ArrayList<>();
    long end = 0;
    for (PlanPart part : parts) {
      for (Slice slice : part.slices()) {
        for (Segment segment : slice.segments()) {
          long before = end - segment.range().first();
          pieces.add(new Piece(part.source(segment.source()), segment, before, slice, part));
          end += segment.range().count();
        }
      }
    }
    return new KeySide(format, reading, List.copyOf(columns), pieces, end);
  }

  /** Returns the pieces that lie in the first so many rows, at least in part. */
  List<Piece> within(long rows) {
    return pieces.stream().filter(piece -> piece.first() < rows).toList();
  }
}
