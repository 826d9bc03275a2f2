package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.result.ChunkError;
import java.util.ArrayList;
import java.util.List;

/** Keeps of many and long reasons for ERROR chunks what history can hold; artifacts have all. */
final class HistoryErrors {
  private static final int MOST_BYTES = 8 * 1024;
  private static final int LONGEST_MESSAGE = 1_000;

  private HistoryErrors() {}

  /** Returns the first errors that take few bytes together, one at least where there is any. */
  static List<ChunkError> of(List<ChunkError> errors) {
    List<ChunkError> kept = new ArrayList<>();
    int bytes = 0;
    for (ChunkError error : errors) {
      ChunkError brief = brief(error);
      bytes += ArtifactJson.write(brief).length;
      if (!kept.isEmpty() && bytes > MOST_BYTES) {
        break;
      }
      kept.add(brief);
    }
    return kept;
  }

  private static ChunkError brief(ChunkError error) {
    String message = error.message();
    return message.length() <= LONGEST_MESSAGE
        ? error
        : new ChunkError(
            error.firstChunk(),
            error.chunks(),
            error.source(),
            error.type(),
            message.substring(0, LONGEST_MESSAGE) + "…");
  }
}
