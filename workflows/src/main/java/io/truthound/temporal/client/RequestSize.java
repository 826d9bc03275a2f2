package io.truthound.temporal.client;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DatasetListRequest;
import java.util.Locale;

/** Refuses requests that workflow history cannot hold. */
final class RequestSize {
  private static final int LONGEST_NAME = 1_000;

  /** What follows the id of a list: a slash, a place, and what a child's own child adds. */
  private static final int ROOM_FOR_CHILDREN = 20;

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

  /**
   * Lets a list of datasets pass that is small enough: as one request, and all that it starts
   * together.
   *
   * @throws ChunkingException if it is not; the message says what it takes and what is allowed
   */
  static void requireSmall(DatasetListRequest request) {
    String refusal = request.refusal();
    if (refusal != null) {
      throw refused("%s", refusal);
    }
    int datasets = request.datasets().size();
    long all = 0;
    for (int index = 0; index < datasets; index++) {
      BatchRequest each = request.batch(index, null);
      requireSmall(each);
      all += ArtifactJson.write(each).length;
    }
    int wire = ArtifactJson.write(request).length;
    boolean unpacked =
        ArtifactJson.write(request.datasets()).length > BatchRequest.MOST_UNPACKED_BYTES;
    if (unpacked || wire > BatchRequest.MOST_BYTES) {
      throw refused(
          "the URIs of %,d datasets and the rules take %,d bytes, compressed (allowed: %,d); make"
              + " several lists of them",
          datasets, wire, BatchRequest.MOST_BYTES);
    }
    if (all > DatasetListRequest.MOST_BYTES_OF_ALL) {
      throw refused(
          "the requests of %,d datasets take %,d bytes together (allowed: %,d); make several lists of"
              + " them",
          datasets, all, DatasetListRequest.MOST_BYTES_OF_ALL);
    }
  }

  /** Refuses an id that leaves no room for the ids of a list's child workflows behind it. */
  static void requireRoomForChildren(String workflowId) {
    if (workflowId.length() > LONGEST_NAME - ROOM_FOR_CHILDREN) {
      throw refused(
          "the workflow's id has %,d characters (allowed of a list: %,d or fewer)",
          workflowId.length(), LONGEST_NAME - ROOM_FOR_CHILDREN);
    }
  }

  private static ChunkingException refused(String reason, Object... values) {
    return new ChunkingException(
        "Cannot start the batch: " + String.format(Locale.ROOT, reason, values), null, null);
  }
}
