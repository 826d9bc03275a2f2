package io.truthound.temporal.behaviour;

import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.truthound.temporal.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a server recorded of a batch. */
record History(WorkflowExecutionHistory recorded) {

  static History of(World world, String workflowId) {
    return new History(world.client().fetchHistory(workflowId));
  }

  List<HistoryEvent> events() {
    return recorded.getEvents();
  }

  /** Returns the types of all events in order. */
  List<EventType> types() {
    return events().stream().map(HistoryEvent::getEventType).toList();
  }

  EventType lastType() {
    return recorded.getLastEvent().getEventType();
  }

  long count(EventType type) {
    return types().stream().filter(type::equals).count();
  }

  /** Returns the activities of a type, as they were scheduled. */
  List<ActivityTaskScheduledEventAttributes> scheduled(String activity) {
    return events().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .filter(scheduled -> scheduled.getActivityType().getName().equals(activity))
        .toList();
  }

  /** Returns the types of the activities scheduled after the first event of a type. */
  List<String> scheduledAfter(EventType type) {
    return events().subList(types().indexOf(type) + 1, events().size()).stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  /** Returns the attempt that each activity ended with, in the order of their start. */
  List<Integer> attempts() {
    return events().stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .map(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
        .toList();
  }

  /** Returns the greatest number of activities that were scheduled and not yet over at once. */
  int mostPending() {
    int pending = 0;
    int most = 0;
    for (EventType type : types()) {
      switch (type) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> most = Math.max(most, ++pending);
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
            EVENT_TYPE_ACTIVITY_TASK_FAILED,
            EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
            EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
            pending--;
        default -> {}
      }
    }
    return most;
  }

  /** Returns what all payloads say. */
  String payloadTexts() {
    return payloads().stream()
        .map(payload -> payload.getData().toStringUtf8())
        .collect(Collectors.joining("\n"));
  }

  /** Returns the bytes of the payloads of each event together. */
  List<Integer> payloadBytes() {
    return events().stream()
        .map(
            event -> {
              List<Payload> found = new ArrayList<>();
              collect(event, found);
              return found.stream().mapToInt(Payload::getSerializedSize).sum();
            })
        .toList();
  }

  /** Returns every payload in it, wherever it lies. */
  List<Payload> payloads() {
    List<Payload> found = new ArrayList<>();
    events().forEach(event -> collect(event, found));
    return found;
  }

  private static void collect(Object value, List<Payload> found) {
    if (value instanceof Payload payload) {
      found.add(payload);
    } else if (value instanceof Message message) {
      message.getAllFields().values().forEach(field -> collect(field, found));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, found));
    }
  }
}
