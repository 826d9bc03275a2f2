package io.truthound.temporal.app.command;

import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands on a dataset have in common: data, report, a server and a store. */
abstract class BatchCommand {
  @Mixin DataOptions data = new DataOptions();

  @Mixin DataTimeOptions time = new DataTimeOptions();

  @Mixin NotifyOption notify = new NotifyOption();

  @ArgGroup(validate = false, order = 3, heading = "%nReport:%n")
  ReportOptions report = new ReportOptions();

  @ArgGroup(
      validate = false,
      order = 4,
      heading =
          "%nServer (without --address, --temporal-profile and their variables: an embedded one):%n")
  ServerOptions server = new ServerOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nStore:%n")
  StoreOptions store = new StoreOptions();

  final Terminal terminal;

  BatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The server's options, and those of the batch on it. */
  static final class ServerOptions extends ConnectionOptions {
    @Option(
        names = "--with-worker",
        description = "Run a worker for the server's task queue in this process too.")
    boolean withWorker;

    @Option(
        names = "--workflow-id",
        paramLabel = "ID",
        description = "The id of the workflow. Default: a random one.")
    @Nullable String workflowId;

    @Option(
        names = "--memory-limit",
        paramLabel = "SIZE",
        description =
            "Memory for scans of this process, where it has the worker, such as 512MB or 2GB."
                + " Default: 256MB.")
    private @Nullable String memoryLimit;

    /** Returns the memory in bytes; nothing where none is given. */
    OptionalLong memoryLimit() {
      return memoryLimit == null
          ? OptionalLong.empty()
          : OptionalLong.of(MemorySize.parse("--memory-limit", memoryLimit));
    }
  }

  /** Opens the server that was named, else the embedded one. */
  Connection open() {
    if (server.namesServer(terminal)) {
      ServerAddress address = server.resolve(terminal);
      TruthoundPlugin plugin = server.withWorker ? worker() : null;
      if (plugin == null && server.memoryLimit().isPresent()) {
        throw new InvalidRequestException(
            "--memory-limit is that of a worker in this process (--with-worker): those of "
                + address
                + " have their own (truthound worker --memory-limit)");
      }
      terminal.say("Using Temporal at " + address);
      return ServerConnection.open(address, server.taskQueue(), plugin);
    }
    requireNoServerOption();
    return EmbeddedConnection.open(store.own(terminal), server.taskQueue(), server.memoryLimit());
  }

  private TruthoundPlugin worker() {
    TruthoundPlugin.Builder worker =
        TruthoundPlugin.newBuilder().addStore(store.own(terminal)).addTaskQueue(server.taskQueue());
    server.memoryLimit().ifPresent(worker::setMemoryLimit);
    return worker.build();
  }

  /** Begins an executor of batches that run there. */
  BatchExecutor.Builder executor(Connection connection, BatchConfig config) {
    BatchExecutor.Builder executor = connection.executorBuilder().setConfig(config);
    String named = store.named(terminal);
    if (named != null) {
      executor.setArtifactStore(named);
    }
    time.set(executor);
    executor.setNotify(notify.channels());
    if (server.workflowId != null) {
      executor.setWorkflowId(Names.required("--workflow-id", server.workflowId));
    }
    return executor;
  }

  /** Refuses to leave a batch alone on the embedded server. */
  void requireServerFor(boolean detach) {
    if (detach && !server.namesServer(terminal)) {
      throw new InvalidRequestException(
          "--detach needs a Temporal server (--address or --temporal-profile): the embedded one is"
              + " not durable and ends with this process");
    }
  }

  /** Leaves a batch alone, and says where it can be seen. */
  int detached(Connection connection, String workflowId) {
    terminal.out().println(workflowId);
    terminal.out().flush();
    connection.where(workflowId).lines().forEach(terminal::say);
    return ExitStatus.SUCCESS;
  }

  /** Reports what is known of a batch, and returns the exit status. */
  <T> int answered(
      Waiting.Answer<T> answer, Where where, Consumer<T> write, ToIntFunction<T> status) {
    answer.known().ifPresent(write);
    RuntimeException failure = answer.failure();
    if (answer.interrupted()) {
      if (answer.known().isEmpty() && !server.namesServer(terminal)) {
        terminal.say("Nothing is known yet");
      }
      return ExitStatus.INTERRUPTED;
    }
    if (failure instanceof BatchExecutionException || failure instanceof CancellationException) {
      terminal.say(name() + ": " + Problem.of(failure));
      where.lines().forEach(terminal::say);
      return ExitStatus.NOT_FINISHED;
    }
    if (failure != null) {
      throw failure;
    }
    return answer.known().map(status::applyAsInt).orElse(ExitStatus.NOT_FINISHED);
  }

  /** Returns the command as it is typed. */
  abstract String name();

  private void requireNoServerOption() {
    String option =
        server.withWorker ? "--with-worker" : notify.any() ? "--notify" : server.onlyForServer();
    if (option != null) {
      throw new InvalidRequestException(
          option + " needs a Temporal server: give --address or --temporal-profile too");
    }
    if (terminal.variable("TEMPORAL_CONFIG_FILE") != null) {
      terminal.say(
          "TEMPORAL_CONFIG_FILE is set but no profile or address is chosen: using the embedded"
              + " server (--temporal-profile default takes the file's default)");
    }
  }
}
