package io.truthound.temporal.behaviour;

import io.truthound.temporal.RealServer;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.World;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The servers that every behaviour is shown on. */
enum Server {
  IN_MEMORY {
    @Override
    World world(Path folder, boolean cancels, Consumer<TruthoundPlugin.Builder> settings) {
      return World.at(
          folder, plugin -> settings.accept(cancels ? plugin : plugin.forInMemoryServer()));
    }
  },
  REAL {
    @Override
    World world(Path folder, boolean cancels, Consumer<TruthoundPlugin.Builder> settings) {
      RealServer.require();
      return World.real(folder, settings);
    }
  };

  /**
   * Starts a worker.
   *
   * @param cancels whether the in-memory server cancels activities although it loses the
   *     cancellation of one that has just completed
   */
  abstract World world(Path folder, boolean cancels, Consumer<TruthoundPlugin.Builder> settings);
}
