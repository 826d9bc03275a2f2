package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.KeyVerdictTask;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.KeyEngine.FailingKey;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.merge.KeyRules;
import io.truthound.temporal.merge.KeyVerdicts;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What key partitions of a batch came to, as it lies in its store.
 *
 * @param planSha256 digest of the plan that they belong to
 */
record StoredKeys(RunArtifacts artifacts, String planSha256) {
  private static final Logger log = LoggerFactory.getLogger(StoredKeys.class);

  /** What all partitions of a rule came to. */
  record Merged(KeyCount count, List<FailingKey> rows, @Nullable String lost) {}

  boolean has(String artifact) throws IOException {
    return artifacts.find(artifact).isPresent();
  }

  void write(String artifact, KeyCount count, List<FailingKey> rows, @Nullable String lost)
      throws IOException {
    KeyResult result = new KeyResult(KeyResult.VERSION, planSha256, count, rows, lost);
    artifacts.store().putIfAbsent(artifacts.name(artifact), ArtifactJson.write(result));
  }

  /**
   * Copies what a partition came to, its bytes as they are, where it is there, of this plan, and
   * was counted.
   *
   * @return whether it was copied; one that cannot be understood is not
   */
  boolean copyTo(StoredKeys other, String artifact) throws IOException {
    Optional<byte[]> found = artifacts.find(artifact);
    try {
      if (found.isEmpty() || own(artifact, found.get()).lost() != null) {
        return false;
      }
    } catch (DamagedArtifactException unusable) {
      log.warn("Counting keys of artifact={} again: {}", artifact, unusable.getMessage());
      return false;
    }
    boolean unused =
        other.artifacts.store().putIfAbsent(other.artifacts.name(artifact), found.get());
    return true;
  }

  /** Judges every rule about keys, by ascending index. */
  List<MeasuredRule> judge(KeyVerdictTask task, BatchPlan plan, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<MeasuredRule> verdicts = new ArrayList<>();
    for (var each : merged(task, plan, watch).entrySet()) {
      Merged merged = each.getValue();
      KeyRule rule = (KeyRule) plan.rules().get(each.getKey());
      verdicts.add(
          merged.lost == null
              ? KeyVerdicts.judge(each.getKey(), rule, merged.count)
              : KeyVerdicts.lost(each.getKey(), merged.lost));
    }
    return verdicts;
  }

  /** Returns the lowest failing rows of every rule about keys, at most the plan's sample size. */
  SortedMap<Integer, List<FailingRow>> samples(KeyVerdictTask task, BatchPlan plan, ScanWatch watch)
      throws IOException, ScanCancelledException {
    SortedMap<Integer, List<FailingRow>> samples = new TreeMap<>();
    merged(task, plan, watch)
        .forEach(
            (rule, merged) ->
                samples.put(
                    rule,
                    merged.rows.stream()
                        .sorted(Comparator.comparingLong(FailingKey::order))
                        .limit(merged.lost == null ? plan.sampleSize() : 0)
                        .map(failing -> plan.shown(rule, failing.row()))
                        .toList()));
    return samples;
  }

  private SortedMap<Integer, Merged> merged(KeyVerdictTask task, BatchPlan plan, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<Integer> rules = KeyRules.of(plan.rules(), plan.decided());
    if (rules.size() != task.partitions().size()) {
      throw new DamagedArtifactException(
          "The plan has %d rules about keys, not %d"
              .formatted(rules.size(), task.partitions().size()));
    }
    SortedMap<Integer, Merged> all = new TreeMap<>();
    for (int at = 0; at < rules.size(); at++) {
      watch.checkCancelled();
      all.put(rules.get(at), merged(rules.get(at), task.partitions().get(at)));
    }
    return all;
  }

  /** Returns what all partitions of a rule came to. */
  Merged merged(int rule, int partitions) throws IOException {
    KeyCount count = KeyCount.NONE;
    List<FailingKey> rows = new ArrayList<>();
    String lost = null;
    for (int partition = 0; partition < partitions; partition++) {
      KeyResult result = read(RunPaths.keys(rule, partition, partitions));
      count = count.plus(result.count());
      rows.addAll(result.rows());
      lost = lost == null ? result.lost() : lost;
    }
    return new Merged(count, rows, lost);
  }

  private KeyResult read(String artifact) throws IOException {
    return own(artifact, artifacts.read(artifact));
  }

  private KeyResult own(String artifact, byte[] bytes) throws DamagedArtifactException {
    KeyResult result = artifacts.parsed(artifact, bytes, KeyResult.class);
    if (!result.plan().equals(planSha256) || result.version() != KeyResult.VERSION) {
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan or version".formatted(artifacts.name(artifact)));
    }
    return result;
  }
}
