package io.truthound.temporal.behaviour;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.planning.SliceTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A worker in a process of its own, which is begun again whenever it ends, as by systemd. Its
 * engine {@value ScriptedEngine#NAME} ends the process where it reads row {@value #POISON} of a
 * source.
 */
final class MortalWorker implements AutoCloseable {
  static final long POISON = 5_000;

  private final List<String> command = new ArrayList<>();
  private final AtomicInteger deaths = new AtomicInteger();
  private final Thread supervisor = new Thread(this::supervise, "supervisor");
  private Process process;
  private boolean closed;

  /** Starts one of a task queue of the server at this address. */
  MortalWorker(String address, String taskQueue, Path folder, long sliceBytes) throws IOException {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MortalWorker.class.getName(), address, taskQueue));
    command.addAll(List.of(folder.toString(), Long.toString(sliceBytes)));
    process = start();
    supervisor.setDaemon(true);
    supervisor.start();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Kills it, as {@code kill -9} does; another one follows. */
  synchronized void kill() {
    process.destroyForcibly();
  }

  /** Returns how often it has ended. */
  int deaths() {
    return deaths.get();
  }

  private void supervise() {
    try {
      while (true) {
        Process current;
        synchronized (this) {
          current = process;
        }
        current.waitFor();
        synchronized (this) {
          if (closed) {
            return;
          }
          deaths.incrementAndGet();
          process = start();
        }
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[2]);
    ScriptedEngine engine =
        new ScriptedEngine()
            .slices(
                0,
                100,
                scan -> {
                  if (scan.reads(POISON)) {
                    Runtime.getRuntime().halt(137);
                  }
                });
    TruthoundPlugin plugin =
        TruthoundPlugin.newBuilder()
            .addTaskQueue(arguments[1])
            .addStore(folder.resolve("store").toString())
            .setScratch(folder)
            .setSlots(4)
            .setSliceTarget(new SliceTarget(Long.parseLong(arguments[3]), 1_000_000, 1_000_000))
            .addEngine(ScriptedEngine.NAME, engine)
            .build();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[0]).build());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setPlugins(plugin).build());
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(arguments[1]);
    workers.start();
  }
}
