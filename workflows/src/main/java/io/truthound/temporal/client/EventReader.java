package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowTargetOptions;
import io.truthound.temporal.contract.BatchEvent;
import io.truthound.temporal.contract.EventPage;
import io.truthound.temporal.contract.WireNames;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads what happened in a batch from its beginning on, each event once. One thread at a time. */
final class EventReader {
  private final WorkflowClient client;
  private final String id;
  private long next;

  EventReader(WorkflowClient client, String id) {
    this.client = client;
    this.id = id;
  }

  /** Returns how many events were read. */
  long read() {
    return next;
  }

  /**
   * Passes on what is new, with where the plan lies.
   *
   * @throws RuntimeException as the client does, if nobody answers
   */
  void readTo(BiConsumer<BatchEvent, String> reader) {
    String run = null;
    EventPage page = ask(null);
    while (true) {
      if (page.earlier() != null) {
        run = page.earlier();
      } else if (page.events().isEmpty()) {
        if (run == null) {
          return; // the latest run has nothing new
        }
        run = null; // an earlier run has told all it knows
      } else {
        pass(page, reader);
      }
      page = ask(run);
    }
  }

  private void pass(EventPage page, BiConsumer<BatchEvent, String> reader) {
    for (BatchEvent event : page.events()) {
      // Counted first: what a reader throws on is not passed again.
      next++;
      reader.accept(event, page.plan() == null ? "" : page.plan());
    }
  }

  private EventPage ask(@Nullable String run) {
    WorkflowTargetOptions.Builder target = WorkflowTargetOptions.newBuilder().setWorkflowId(id);
    if (run != null) {
      target.setRunId(run);
    }
    return client
        .newUntypedWorkflowStub(target.build(), Optional.of(WireNames.BATCH_WORKFLOW))
        .query(WireNames.EVENTS_QUERY, EventPage.class, next);
  }
}
