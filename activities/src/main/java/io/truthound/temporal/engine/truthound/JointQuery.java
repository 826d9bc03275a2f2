package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.reader.OpenFiles;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one question to whole files together. */
record JointQuery(OpenFiles files, ScanQuery query, DuckDb db, ScanWatch watch) {

  /** What the rows of a chunk came to. */
  static final class FileChunk {
    private final int file;
    private final long chunk;
    private final long[] counts;

    FileChunk(int file, long chunk, long[] counts) {
      this.file = file;
      this.chunk = chunk;
      this.counts = counts;
    }

    /** Returns the file's place among the files. */
    int file() {
      return file;
    }

    long rows() {
      return counts[0];
    }

    /** Tells findings what the rules came to in a chunk of a source whose first is given. */
    void count(ScanQuery query, long firstChunk, SliceFindings findings) {
      query.count(firstChunk + chunk, counts, findings);
    }
  }

  /**
   * Returns the answer; nothing where it fails, or the files cannot be read together.
   *
   * @param longest the rows of the longest file
   */
  Optional<List<FileChunk>> answer(long longest) throws ScanCancelledException {
    try {
      return typesDiffer() ? Optional.empty() : Optional.of(chunks(longest));
    } catch (SQLException oneOfThem) {
      return Optional.empty();
    }
  }

  private boolean typesDiffer() throws SQLException, ScanCancelledException {
    Optional<String> question = files.typesDiffer(query.columns());
    List<Boolean> answers = new ArrayList<>();
    if (question.isPresent()) {
      db.query(question.get(), watch, row -> answers.add(row.getBoolean(1)));
    }
    return answers.contains(true);
  }

  private List<FileChunk> chunks(long longest) throws SQLException, ScanCancelledException {
    List<FileChunk> chunks = new ArrayList<>();
    db.query(
        query.over(files, longest),
        watch,
        row -> {
          long[] counts = new long[query.width()];
          for (int at = 0; at < counts.length; at++) {
            counts[at] = row.getLong(at + 3);
          }
          chunks.add(new FileChunk(row.getInt(1), row.getLong(2), counts));
        });
    return chunks;
  }
}
