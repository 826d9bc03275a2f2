package io.truthound.temporal.behaviour;

import io.truthound.temporal.World;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.CheckResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at what a batch left in its store. */
final class Stored {
  private Stored() {}

  static Path folder(World world, String runId) {
    return world.store().resolve(RunPaths.folder(new RunFolder(null, runId)));
  }

  static SliceResult slice(World world, CheckResult result, int slice) {
    return read(folder(world, result.runId()).resolve(RunPaths.slice(slice)), SliceResult.class);
  }

  static BatchPlan plan(World world, CheckResult result) {
    return read(folder(world, result.runId()).resolve(RunPaths.PLAN), BatchPlan.class);
  }

  private static <T> T read(Path file, Class<T> type) {
    try {
      return ArtifactJson.read(Files.readAllBytes(file), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
