package io.truthound.temporal.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Events as JSON, with keys in snake_case as in reports. */
final class NotificationJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private NotificationJson() {}

  /** Returns the event with its id, kind and batch. */
  static String of(Notification notification) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("id", notification.id());
    event.put("event", notification.event().name().toLowerCase(Locale.ROOT));
    event.put("channel", notification.channel());
    event.put("batch", notification.batch());
    return text(event);
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a notification as JSON", e);
    }
  }
}
