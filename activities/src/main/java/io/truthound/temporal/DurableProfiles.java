package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileActivities;
import io.truthound.temporal.contract.ProfileTask;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.state.Profiles;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Makes the profile of what slices found out, and writes its report. */
final class DurableProfiles implements ProfileActivities {
  /** What history holds of a profile stays below this. */
  private static final int MOST_BYTES_IN_HISTORY = 28 * 1024;

  /** No more columns stay below it, however little is said of each. */
  private static final int MOST_COLUMNS_IN_HISTORY = MOST_BYTES_IN_HISTORY / 100;

  private final WorkerParts parts;

  DurableProfiles(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public ProfileResult profile(ProfileTask task) {
    return parts.edge().run(watch -> profile(task, watch));
  }

  private ProfileResult profile(ProfileTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    RunArtifacts artifacts = new RunArtifacts(parts.store(task.folder()), task.folder());
    write(task, artifacts, watch);
    ProfileResult result = read(task, artifacts);
    watch.notes().reports(Operation.PROFILE, result.status());
    return result;
  }

  private void write(ProfileTask task, RunArtifacts artifacts, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    ArtifactStore store = artifacts.store();
    BatchPlan plan = parts.plans(task.folder()).head(task.plan());
    ProfileResult result = task.result();
    if (result.errorChunks() > 0) {
      StoredSlices slices = new StoredSlices(artifacts, task.plan().sha256());
      result =
          result.withErrors(
              slices.errors(
                  task.slices(), task.lastChunk(), result.errors(), parts.scratch(), watch));
    }
    if (task.states() != null) {
      ProfileResult begun = result;
      result =
          new ProfileNodes(task.states(), artifacts, plan, parts.scratch())
              .merged(
                  watch,
                  state ->
                      begun.withColumns(
                          state.rows(),
                          state.malformed(),
                          Profiles.columns(plan, state),
                          Profiles.correlations(state)));
    }
    // Neither ids nor times: the same answer has the same bytes in every run.
    ProfileResult bare = result.withIds("", "", Duration.ZERO);
    store.putIfAbsent(artifacts.name(RunPaths.PROFILE), out -> ArtifactJson.write(out, bare));
  }

  private static ProfileResult read(ProfileTask task, RunArtifacts artifacts) throws IOException {
    byte[] written = artifacts.read(RunPaths.PROFILE);
    ArtifactRef reference =
        new ArtifactRef(
            RunPaths.uri(task.folder(), RunPaths.PROFILE), Digests.sha256(written), written.length);
    ProfileResult profile = artifacts.parsed(RunPaths.PROFILE, written, ProfileResult.class);
    RecordedRuns.record(task.history(), Operation.PROFILE, profile, reference, artifacts);
    return forHistory(profile.withReport(reference));
  }

  private static ProfileResult forHistory(ProfileResult full) {
    List<ChunkError> errors =
        HistoryErrors.of(full.errors().stream().limit(MergedPrefix.MOST_ERRORS).toList());
    if (full.columns().size() > MOST_COLUMNS_IN_HISTORY) {
      return full.withErrors(errors).abridge();
    }
    ProfileResult result = full.withErrors(errors).withoutFrequent();
    return ArtifactJson.write(result).length <= MOST_BYTES_IN_HISTORY ? result : result.abridge();
  }
}
