package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.contract.WireNames;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Parameters;

/** What the commands on a batch that was started before have in common: its id and its server. */
abstract class ControlCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The id of the batch's workflow: --workflow-id, or what --detach printed.")
  private String id = "";

  @ArgGroup(validate = false, order = 9, heading = "%nServer (one must be named):%n")
  private AddressOptions server = new AddressOptions();

  final Terminal terminal;

  ControlCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Finds the batch and does something with it.
   *
   * @throws InvalidRequestException if no server is named or it has no such batch
   */
  int onBatch(ToIntFunction<FoundBatch> action) {
    if (!server.namesServer(terminal)) {
      throw new InvalidRequestException(
          "There is no batch to look at without a Temporal server (--address or"
              + " --temporal-profile): the embedded one ends with the command that started it");
    }
    ServerAddress address = server.resolve(terminal);
    try (ServerConnection connection = ServerConnection.open(address, WireNames.TASK_QUEUE, null)) {
      return action.applyAsInt(FoundBatch.of(connection, address, id));
    }
  }
}
