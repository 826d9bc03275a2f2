package io.truthound.temporal.app;

import java.nio.charset.StandardCharsets;

/**
 * Ends the process where a thread dies of what the whole JVM suffers from: without that thread, the
 * server's timers perhaps, a batch would never end. Nothing else is told that it died.
 */
final class LastWords implements Thread.UncaughtExceptionHandler {
  /** As of any batch that could not finish. */
  private static final int STATUS = 3;

  private final Thread main;
  private final byte[] outOfMemory;

  /**
   * Prepares what is said where no memory is left to say it with.
   *
   * @param main the thread without which the process has nothing to do
   */
  LastWords(Thread main) {
    this.main = main;
    String words =
        "truthound: Out of memory: the heap of %,d MB is too small (what helps: a larger one, as by -Xmx1g or TRUTHOUND_JAVA_OPTIONS=-Xmx1g)%n"
            .formatted(Runtime.getRuntime().maxMemory() >> 20);
    this.outOfMemory = words.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    boolean fatal = thread == main || failure instanceof VirtualMachineError;
    try {
      if (failure instanceof OutOfMemoryError) {
        System.err.write(outOfMemory, 0, outOfMemory.length);
      } else {
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        failure.printStackTrace();
      }
    } finally {
      if (fatal) {
        // Hooks that other threads wait for may never end.
        Runtime.getRuntime().halt(STATUS);
      }
    }
  }
}
