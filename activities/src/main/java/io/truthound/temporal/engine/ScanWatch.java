package io.truthound.temporal.engine;

/** Watches a piece of work: hears of its progress, and tells it to stop. */
public interface ScanWatch {

  /** Hears how many rows are done. */
  void progress(long rows);

  /**
   * Throws where the work is no longer wanted.
   *
   * @throws ScanCancelledException if it was cancelled
   */
  void checkCancelled() throws ScanCancelledException;

  /**
   * Registers what makes a blocking call return early; run at most once, by another thread, and at
   * once where the work was cancelled before. Closing the registration takes it back.
   */
  Registration onCancel(Runnable stop);

  /** Returns a watch of the same work that hears nothing of its progress. */
  default ScanWatch silent() {
    ScanWatch loud = this;
    return new ScanWatch() {
      @Override
      public void progress(long rows) {}

      @Override
      public void checkCancelled() throws ScanCancelledException {
        loud.checkCancelled();
      }

      @Override
      public Registration onCancel(Runnable stop) {
        return loud.onCancel(stop);
      }
    };
  }

  /** A registered stop. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** A watch that is never cancelled and hears nothing. */
  ScanWatch NONE =
      new ScanWatch() {
        @Override
        public void progress(long rows) {}

        @Override
        public void checkCancelled() {}

        @Override
        public Registration onCancel(Runnable stop) {
          return () -> {};
        }
      };
}
