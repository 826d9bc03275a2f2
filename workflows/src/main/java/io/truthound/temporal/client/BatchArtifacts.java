package io.truthound.temporal.client;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what batches leave in the artifact store: reports with their failing rows' values, plans.
 * Every digest is verified.
 */
public final class BatchArtifacts {
  private BatchArtifacts() {}

  /**
   * Returns the full report of a batch: every error, and each failing row with its values. It names
   * no workflow; take ids and duration from the result that pointed to it.
   *
   * @throws AggregationException if the artifact is missing or altered
   */
  public static CheckResult report(ArtifactRef report) {
    return parse(report.uri(), verified(report.uri(), report.sha256()), CheckResult.class);
  }

  /**
   * Returns an answer with all its rules: those that were too many for workflow history are read
   * from its report.
   *
   * @throws AggregationException if the report is missing or altered
   * @throws IllegalStateException if the class path has nothing that reads its store; the message
   *     names what to add
   */
  public static CheckResult unabridged(CheckResult result) {
    ArtifactRef report = result.report();
    return result.abridged() && report != null ? result.unabridged(report(report)) : result;
  }

  /**
   * Returns the full report of a profile: every error, and each column's most frequent values. It
   * names no workflow; take ids and duration from the result that pointed to it.
   *
   * @throws AggregationException if the artifact is missing or altered
   */
  public static ProfileResult profile(ArtifactRef report) {
    return parse(report.uri(), verified(report.uri(), report.sha256()), ProfileResult.class);
  }

  /** Returns a profile with all its columns; else as {@link #unabridged(CheckResult)}. */
  public static ProfileResult unabridged(ProfileResult result) {
    ArtifactRef report = result.report();
    return result.abridged() && report != null ? result.unabridged(profile(report)) : result;
  }

  /** Returns the report of a profile whose reference is lost, as of a cancelled one; or nothing. */
  public static Optional<ProfileResult> profile(RunFolder folder) {
    String uri = RunPaths.uri(folder, RunPaths.PROFILE);
    return bytes(uri).map(bytes -> parse(uri, bytes, ProfileResult.class));
  }

  /**
   * Returns the full report of a learn: every error, and sets of values. It names no workflow; take
   * ids and duration from the result that pointed to it.
   *
   * @throws AggregationException if the artifact is missing or altered
   */
  public static LearnResult learned(ArtifactRef report) {
    return parse(report.uri(), verified(report.uri(), report.sha256()), LearnResult.class);
  }

  /** Returns a learn with all that it learned; else as {@link #unabridged(CheckResult)}. */
  public static LearnResult unabridged(LearnResult result) {
    ArtifactRef report = result.report();
    return result.abridged() && report != null ? result.unabridged(learned(report)) : result;
  }

  /** Returns an answer of any kind with all of it; else as {@link #unabridged(CheckResult)}. */
  static BatchOutcome whole(BatchOutcome outcome) {
    if (outcome instanceof CheckResult check) {
      return unabridged(check);
    }
    if (outcome instanceof ProfileResult profile) {
      return unabridged(profile);
    }
    return outcome instanceof LearnResult learned ? unabridged(learned) : outcome;
  }

  /** Returns the report of a learn whose reference is lost, as of a cancelled one; or nothing. */
  public static Optional<LearnResult> learned(RunFolder folder) {
    String uri = RunPaths.uri(folder, RunPaths.LEARNED);
    return bytes(uri).map(bytes -> parse(uri, bytes, LearnResult.class));
  }

  /** Returns the report of a run whose reference is lost, as of a cancelled batch; or nothing. */
  public static Optional<CheckResult> report(RunFolder folder) {
    String uri = RunPaths.uri(folder, RunPaths.REPORT);
    return bytes(uri).map(bytes -> parse(uri, bytes, CheckResult.class));
  }

  /**
   * Returns the head of a plan.
   *
   * @throws AggregationException if the artifact is missing or altered
   */
  public static BatchPlan plan(ArtifactRef plan) {
    return parse(plan.uri(), verified(plan.uri(), plan.sha256()), BatchPlan.class);
  }

  /** Returns the parts of a plan in plan order, each read when the stream comes to it. */
  public static Stream<PlanPart> parts(ArtifactRef plan) {
    return plan(plan).parts().stream().map(part -> part(plan, part));
  }

  /**
   * Returns every chunk's own result in plan order, read slice by slice as the stream comes to it.
   *
   * @param result the answer of a check whose aggregation is {@code ALL}
   * @throws IllegalArgumentException if another aggregation kept no chunk's own result
   * @throws AggregationException if an artifact is missing or altered
   */
  public static Stream<ChunkVerdict> chunks(CheckResult result) {
    if (result.aggregation() != AggregationStrategy.ALL || result.report() == null) {
      throw new IllegalArgumentException(
          "Cannot tell chunks apart: aggregation is "
              + result.aggregation()
              + " (allowed: ALL, with a report)");
    }
    return verdicts(result, result.report());
  }

  /**
   * Returns every chunk's own status in plan order, read slice by slice as the stream comes to it;
   * without tallies, unless the aggregation is {@code ALL}.
   *
   * @param result the answer of a check
   * @throws IllegalArgumentException if it left no report
   * @throws AggregationException if an artifact is missing or altered
   */
  public static Stream<ChunkVerdict> statuses(CheckResult result) {
    if (result.report() == null) {
      throw new IllegalArgumentException("Cannot tell chunks apart: the batch left no report");
    }
    return verdicts(result, result.report());
  }

  private static Stream<ChunkVerdict> verdicts(CheckResult result, ArtifactRef report) {
    String uri = RunPaths.beside(report.uri(), RunPaths.PLAN);
    byte[] head =
        bytes(uri).orElseThrow(() -> new AggregationException("Cannot find artifact " + uri, null));
    String sha256 = Digests.sha256(head);
    long reached = result.totalChunks() - result.skippedChunks();
    return new ChunkVerdicts(uri, parse(uri, head, BatchPlan.class), sha256, reached)
        .stream(parts(new ArtifactRef(uri, sha256, head.length)));
  }

  static PlanPart part(ArtifactRef plan, PlanPartRef part) {
    String uri = RunPaths.beside(plan.uri(), part.name());
    return parse(uri, verified(uri, part.sha256()), PlanPart.class);
  }

  static Optional<byte[]> bytes(String uri) {
    try {
      return ArtifactReader.of(uri).read(uri);
    } catch (IOException e) {
      throw new AggregationException("Cannot read artifact " + uri + ": " + e.getMessage(), e);
    }
  }

  static <T> T parse(String uri, byte[] bytes, Class<T> type) {
    try {
      return ArtifactJson.read(bytes, type);
    } catch (IOException e) {
      throw new AggregationException("Cannot understand artifact " + uri, e);
    }
  }

  private static byte[] verified(String uri, String sha256) {
    byte[] bytes =
        bytes(uri).orElseThrow(() -> new AggregationException("Cannot find artifact " + uri, null));
    String found = Digests.sha256(bytes);
    if (!found.equals(sha256)) {
      throw new AggregationException(
          "Artifact " + uri + " was altered: SHA-256 is " + found + ", not " + sha256, null);
    }
    return bytes;
  }
}
