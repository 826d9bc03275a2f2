package io.truthound.temporal.app.command;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The user's wish to stop: Ctrl-C, or SIGTERM. Safe for use by many threads. */
public final class Interruption {
  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  /** Asks to stop. */
  public void request() {
    requested.complete(null);
  }

  /** Completes when the user asks to stop. */
  CompletableFuture<Void> requested() {
    return requested;
  }

  /**
   * Listens to SIGINT and SIGTERM; a second signal ends the process at once. Where this Java has no
   * signals the process ends at the first, as it does by itself.
   */
  public static Interruption ofSignals() {
    Interruption interruption = new Interruption();
    for (String signal : List.of("INT", "TERM")) {
      try {
        handle(signal, interruption::signalled);
      } catch (ReflectiveOperationException e) {
        // This Java keeps its signals to itself: the first one ends the process.
      }
    }
    return interruption;
  }

  private void signalled() {
    if (!requested.complete(null)) {
      Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }
  }

  /** Goes through reflection: to name sun.misc.Signal costs a warning that nothing suppresses. */
  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object listener =
        Proxy.newProxyInstance(
            Interruption.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                action.run();
              }
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
  }
}
