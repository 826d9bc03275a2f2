package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchSchedules;
import io.truthound.temporal.contract.WireNames;
import java.util.function.ToIntFunction;

/** The server whose schedules a command is about. */
final class ScheduleServer {
  private ScheduleServer() {}

  /**
   * Does something with the schedules of a server.
   *
   * @throws InvalidRequestException if none is named
   */
  static int with(AddressOptions server, Terminal terminal, ToIntFunction<BatchSchedules> action) {
    return connected(
        server,
        WireNames.TASK_QUEUE,
        terminal,
        connection -> action.applyAsInt(BatchSchedules.of(connection.executorBuilder().build())));
  }

  /** Does something with a connection to a server; else as {@link #with}. */
  static int connected(
      AddressOptions server,
      String taskQueue,
      Terminal terminal,
      ToIntFunction<ServerConnection> action) {
    if (!server.namesServer(terminal)) {
      throw new InvalidRequestException(
          "Schedules are on a Temporal server (--address or --temporal-profile): the embedded one"
              + " ends with the command that started it");
    }
    ServerAddress address = server.resolve(terminal);
    try (ServerConnection connection = ServerConnection.open(address, taskQueue, null)) {
      return action.applyAsInt(connection);
    }
  }
}
