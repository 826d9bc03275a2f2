package io.truthound.temporal.client;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchRequest;
import java.util.Locale;

/** Refuses requests that workflow history cannot hold. */
final class RequestSize {
  private static final int LONGEST_NAME = 1_000;

  private RequestSize() {}

  /**
   * Lets a request pass that is small enough, compressed as it travels.
   *
   * @throws ChunkingException if it is not; the message says what it takes and what is allowed
   */
  static void requireSmall(BatchRequest request) {
    int name = request.dataset().displayName().length();
    if (name > LONGEST_NAME) {
      throw refused(
          "the dataset's name has %,d characters (allowed: %,d or fewer)", name, LONGEST_NAME);
    }
    int plain =
        Math.max(
            request.rules() == null ? 0 : ArtifactJson.write(request.rules()).length,
            ArtifactJson.write(request.dataset()).length);
    if (plain > BatchRequest.MOST_UNPACKED_BYTES) {
      throw refused(
          "%,d rules and the dataset's URIs take %,d bytes (allowed: %,d); make several batches of them",
          request.userRules().size(), plain, BatchRequest.MOST_UNPACKED_BYTES);
    }
    int wire = ArtifactJson.write(request).length;
    if (wire > BatchRequest.MOST_BYTES) {
      throw refused(
          "%,d rules and the dataset's URIs take %,d bytes, compressed (allowed: %,d); make several batches"
              + " of them",
          request.userRules().size(), wire, BatchRequest.MOST_BYTES);
    }
  }

  private static ChunkingException refused(String reason, Object... values) {
    return new ChunkingException(
        "Cannot start the batch: " + String.format(Locale.ROOT, reason, values), null, null);
  }
}
