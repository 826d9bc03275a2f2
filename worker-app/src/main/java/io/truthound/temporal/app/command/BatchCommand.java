package io.truthound.temporal.app.command;

import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands on a dataset have in common: data, rules, settings and a server. */
abstract class BatchCommand {
  @Mixin DataOptions data = new DataOptions();

  @ArgGroup(validate = false, order = 1, heading = "%nRules:%n")
  RuleOptions rules = new RuleOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nHow it runs:%n")
  RunOptions run = new RunOptions();

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
  }

  /** Opens the server that was named, else the embedded one. */
  Connection open() {
    if (server.namesServer(terminal)) {
      ServerAddress address = server.resolve(terminal);
      terminal.say("Using Temporal at " + address);
      TruthoundPlugin plugin =
          server.withWorker
              ? TruthoundPlugin.newBuilder()
                  .addStore(store.own(terminal))
                  .addTaskQueue(server.taskQueue())
                  .build()
              : null;
      return ServerConnection.open(address, server.taskQueue(), plugin);
    }
    requireNoServerOption();
    return EmbeddedConnection.open(store.own(terminal), server.taskQueue());
  }

  BatchExecutor executor(Connection connection) {
    BatchExecutor.Builder executor =
        connection.executorBuilder().setConfig(run.config()).setKeys(run.keys());
    String named = store.named(terminal);
    if (named != null) {
      executor.setArtifactStore(named);
    }
    if (server.workflowId != null) {
      executor.setWorkflowId(Names.required("--workflow-id", server.workflowId));
    }
    return executor.build();
  }

  private void requireNoServerOption() {
    String option = server.withWorker ? "--with-worker" : server.onlyForServer();
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
