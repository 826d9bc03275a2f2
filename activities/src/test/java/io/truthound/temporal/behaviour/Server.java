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
    World world(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
      return World.at(folder, settings);
    }
  },
  REAL {
    @Override
    World world(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
      RealServer.require();
      return World.real(folder, settings);
    }
  };

  abstract World world(Path folder, Consumer<TruthoundPlugin.Builder> settings);
}
