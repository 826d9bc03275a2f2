package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchSchedules;
import io.truthound.temporal.contract.WireNames;
import java.util.function.ToIntFunction;

/** A server that must be named, for what the embedded one cannot have. */
final class NamedServer {
  private NamedServer() {}

  /** Does something with the schedules of a server; else as {@link #with}. */
  static int schedules(
      AddressOptions server, Terminal terminal, ToIntFunction<BatchSchedules> action) {
    return with(
        "no schedules",
        server,
        WireNames.TASK_QUEUE,
        terminal,
        connection -> action.applyAsInt(connection.schedules()));
  }

  /**
   * Does something with a connection to a server.
   *
   * @param none what there is without one, for a person
   * @throws InvalidRequestException if none is named
   */
  static int with(
      String none,
      AddressOptions server,
      String taskQueue,
      Terminal terminal,
      ToIntFunction<ServerConnection> action) {
    if (!server.namesServer(terminal)) {
      throw new InvalidRequestException(
          "There are %s without a Temporal server (--address or --temporal-profile): the embedded one"
                  .formatted(none)
              + " ends with the command that started it");
    }
    ServerAddress address = server.resolve(terminal);
    try (ServerConnection connection = ServerConnection.open(address, taskQueue, null)) {
      return action.applyAsInt(connection);
    }
  }
}
