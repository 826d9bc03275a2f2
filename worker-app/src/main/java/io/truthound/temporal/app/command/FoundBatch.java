package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.truthound.temporal.app.report.RecentPace;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A batch, or a list of several, that was started before, on a server that was named. */
final class FoundBatch {
  /** How long a worker may take to answer a question. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerConnection connection;
  private final ServerAddress address;
  private final String id;
  private final @Nullable BatchHandle handle;
  private final @Nullable DatasetListHandle list;
  private final BatchDescription found;

  private FoundBatch(
      ServerConnection connection,
      ServerAddress address,
      String id,
      @Nullable BatchHandle handle,
      @Nullable DatasetListHandle list) {
    this.connection = connection;
    this.address = address;
    this.id = id;
    this.handle = handle;
    this.list = list;
    this.found = description();
  }

  /**
   * Finds a batch, or a list, by its workflow's id.
   *
   * @throws InvalidRequestException if there is none
   */
  static FoundBatch of(ServerConnection connection, ServerAddress address, String id) {
    String named = Names.required("ID", id);
    try {
      return new FoundBatch(connection, address, named, connection.batch(named), null);
    } catch (InvalidRequestException noBatch) {
      if (!(noBatch.getCause() instanceof IllegalArgumentException)) {
        throw noBatch;
      }
      try {
        return new FoundBatch(connection, address, named, null, connection.list(named));
      } catch (InvalidRequestException neither) {
        throw noBatch;
      }
    }
  }

  /**
   * Returns the only batch.
   *
   * @throws InvalidRequestException if it is a list
   */
  BatchHandle handle() {
    if (handle == null) {
      throw new InvalidRequestException(
          "%s is a list of datasets: name the batch of one, as %s/1 is the first's"
              .formatted(id, id));
    }
    return handle;
  }

  /** Returns the list, or null where it is one batch. */
  @Nullable DatasetListHandle list() {
    return list;
  }

  /** Asks it to stop. */
  void cancel() {
    if (list != null) {
      list.cancel();
    } else {
      handle().cancel();
    }
  }

  /** Waits until it is over. */
  Object outcome() {
    return list != null ? list.outcome() : handle().outcome();
  }

  /** Asks how far it is. */
  Standing standing(RecentPace pace) {
    return list != null ? Standing.of(list) : Standing.of(handle(), pace);
  }

  ServerConnection connection() {
    return connection;
  }

  String id() {
    return id;
  }

  String taskQueue() {
    return found.taskQueue();
  }

  /** Says where the batch can be seen. */
  Where where() {
    return connection.where(id());
  }

  /** Returns the line that a person types to do something else with this batch. */
  String command(String verb) {
    return address.truthound(verb, id());
  }

  /** Returns what the server knows now. */
  BatchDescription description() {
    try {
      return list != null ? list.describe() : handle().describe();
    } catch (WorkflowNotFoundException e) {
      throw new InvalidRequestException("There is no workflow \"" + id() + "\" at " + address, e);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(Problem.of(e), e);
    } catch (WorkflowServiceException e) {
      throw new InvalidRequestException(
          "Temporal at "
              + address
              + " does not answer: "
              + Problem.of(e.getCause() == null ? e : e.getCause()),
          e);
    }
  }

  /**
   * Asks the batch's workers something, and waits for a short time.
   *
   * @throws NoAnswerException if none answers
   */
  <T> T ask(Supplier<T> question) {
    if (deserted()) {
      throw new NoAnswerException(
          "Nobody polls task queue " + taskQueue() + ": start a worker (truthound worker)", null);
    }
    CompletableFuture<T> answer = Background.start(question);
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswerException(
          "No worker answered within " + PATIENCE.toSeconds() + " s; does one run?", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("Cannot ask " + id(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }

  /**
   * Tells the batch's workers something, and waits for a short time until they know.
   *
   * @throws InvalidRequestException if the batch is over, or nobody is there to hear it
   * @throws NoAnswerException if no worker answers: one may hear it still
   */
  void tell(Runnable message) {
    requireRunning();
    if (deserted()) {
      throw new InvalidRequestException(
          "Nobody polls task queue "
              + taskQueue()
              + ", so no worker can hear it: start one (truthound worker), then try again");
    }
    try {
      Object unused =
          ask(
              () -> {
                message.run();
                return true;
              });
    } catch (NoAnswerException e) {
      throw new NoAnswerException(Problem.of(e) + " One that comes may still hear it", e);
    } catch (WorkflowNotFoundException closedMeanwhile) {
      throw over(description());
    }
  }

  /** Refuses a batch that is over. */
  void requireRunning() {
    if (found.over()) {
      throw over(found);
    }
  }

  /** Says whether no worker polls the batch's task queue. */
  boolean deserted() {
    return connection.pollers(taskQueue()).orElse(1) == 0;
  }

  private InvalidRequestException over(BatchDescription closed) {
    return new InvalidRequestException(
        "Batch " + id() + " is over (" + state(closed) + "): " + command("report") + " shows it");
  }

  /** Says how a batch closed. */
  static String state(BatchDescription batch) {
    return batch.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
