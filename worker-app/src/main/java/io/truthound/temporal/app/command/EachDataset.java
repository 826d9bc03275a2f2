package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.contract.Operation;
import java.util.List;

/**
 * Waits for the batches of several datasets and reports on one after another.
 *
 * @param operation what is done with each
 * @param failOnWarning whether a warning counts as a broken rule
 */
record EachDataset(
    BatchCommand command,
    Operation operation,
    List<ReportOptions.Output> outputs,
    boolean failOnWarning,
    Interruption interruption) {

  /** Returns the exit status. */
  int await(Connection connection, DatasetListHandle list) {
    Where where = connection.where(list.id());
    return command.answered(
        Waiting.of(new Awaited.DatasetList(list), connection, interruption, command.terminal),
        where,
        result -> new Reports(outputs, where, command.terminal).write(result, operation),
        result -> ExitStatus.of(result, failOnWarning));
  }
}
