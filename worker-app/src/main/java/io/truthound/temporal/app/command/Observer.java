package io.truthound.temporal.app.command;

/** Hears how a worker is doing. */
interface Observer {
  /** Hears nothing. */
  Observer NONE =
      new Observer() {
        @Override
        public void started(ServerConnection worker) {}

        @Override
        public void stopping() {}
      };

  /** Hears that the worker has started. */
  void started(ServerConnection worker);

  /** Hears that it is to stop; what runs gets its time to end. */
  void stopping();
}
