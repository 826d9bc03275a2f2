package io.truthound.temporal.app.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.truthound.temporal.notify.CommandNotifier;
import io.truthound.temporal.notify.Notification.Event;
import io.truthound.temporal.notify.Notifier;
import io.truthound.temporal.notify.SlackNotifier;
import io.truthound.temporal.notify.WebhookNotifier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom a worker tells of batches: YAML or JSON, an object with a channel for each name.
 * Secrets are in variables or files of their own, and only their names here; what is wrong is told
 * without them.
 */
public final class ChannelFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> KINDS = Set.of("webhook", "slack", "command");

  private final UserFile given;
  private final UnaryOperator<@Nullable String> variables;

  private ChannelFile(UserFile given, UnaryOperator<@Nullable String> variables) {
    this.given = given;
    this.variables = variables;
  }

  /** A channel as it was written. */
  public record Channel(String name, Notifier notifier, Set<Event> events) {}

  /**
   * Reads a file.
   *
   * @param variables returns the value of an environment variable; null where there is none
   * @throws InvalidRequestException if it cannot be read or is not valid; names where
   */
  public static List<Channel> read(Path file, UnaryOperator<@Nullable String> variables) {
    UserFile given = new UserFile("channels file", file);
    ChannelFile reader = new ChannelFile(given, variables);
    List<Channel> channels = new ArrayList<>();
    reader
        .fields(reader.tree(), "it")
        .forEach((name, node) -> channels.add(reader.channel(name, node)));
    if (channels.isEmpty()) {
      throw reader.invalid("it names no channel");
    }
    return channels;
  }

  private JsonNode tree() {
    String text = given.text();
    boolean json = given.file().toString().toLowerCase(Locale.ROOT).endsWith(".json");
    try (JsonParser parser = json ? new JsonFactory().createParser(text) : PlainYaml.of(text)) {
      JsonNode tree = MAPPER.readTree(parser);
      return tree == null ? MAPPER.nullNode() : tree;
    } catch (IOException e) {
      throw given.unusable("it is no YAML or JSON: " + e.getMessage(), e);
    }
  }

  private Channel channel(String name, JsonNode node) {
    Map<String, JsonNode> fields = fields(node, "channel " + name);
    Notifier notifier = null;
    Set<Event> events = EnumSet.of(Event.FAILURE, Event.RECOVERY);
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      if (field.getKey().equals("on")) {
        events = events(name, field.getValue());
      } else if (KINDS.contains(field.getKey()) && notifier == null) {
        notifier = notifier(name, field.getKey(), field.getValue());
      } else {
        throw invalid(
            "channel %s has \"%s\" (allowed: one of webhook, slack and command, and on)"
                .formatted(name, field.getKey()));
      }
    }
    if (notifier == null) {
      throw invalid("channel %s has no webhook, slack or command".formatted(name));
    }
    return new Channel(name, notifier, events);
  }

  private Notifier notifier(String name, String kind, JsonNode node) {
    try {
      if (kind.equals("command")) {
        return new CommandNotifier(words(name + ".command", node));
      }
      Map<String, JsonNode> fields = fields(node, name + "." + kind);
      boolean webhook = kind.equals("webhook");
      String url = secret(name + "." + kind, "url", fields);
      String key = webhook ? secret(name + ".webhook", "secret", fields) : null;
      if (!fields.isEmpty()) {
        throw invalid(
            "%s.%s has \"%s\" (allowed: url%s, each with _env or _file behind it for the name of a variable or file that holds it)"
                .formatted(
                    name, kind, fields.keySet().iterator().next(), webhook ? " and secret" : ""));
      }
      if (url == null) {
        throw invalid("%s.%s has no url, url_env or url_file".formatted(name, kind));
      }
      return notifier(webhook, uri(name + "." + kind, url), key);
    } catch (IllegalArgumentException e) {
      throw given.unusable("channel " + name + ": " + e.getMessage(), e);
    }
  }

  private static Notifier notifier(boolean webhook, URI url, @Nullable String key) {
    if (!webhook) {
      return new SlackNotifier(url);
    }
    return key == null ? WebhookNotifier.unsigned(url) : WebhookNotifier.signed(url, key);
  }

  /** Takes what is written, or what the named variable or file holds, out of the fields. */
  private @Nullable String secret(String place, String field, Map<String, JsonNode> fields) {
    List<String> found = new ArrayList<>();
    JsonNode written = field.equals("secret") ? null : fields.remove(field);
    if (written != null) {
      found.add(text(place + "." + field, written));
    }
    JsonNode variable = fields.remove(field + "_env");
    if (variable != null) {
      String name = text(place + "." + field + "_env", variable);
      String value = variables.apply(name);
      if (value == null || value.isBlank()) {
        throw invalid("%s.%s_env names %s, which is not set".formatted(place, field, name));
      }
      found.add(value);
    }
    JsonNode file = fields.remove(field + "_file");
    if (file != null) {
      String name = text(place + "." + field + "_file", file);
      found.add(new UserFile("the " + field + " of " + place, Path.of(name)).text().strip());
    }
    if (found.size() > 1) {
      throw invalid("%s has %s more than once".formatted(place, field));
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private URI uri(String place, String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes what may be a secret.
      throw invalid(place + ".url is no URL");
    }
  }

  private Set<Event> events(String name, JsonNode node) {
    Set<Event> events = EnumSet.noneOf(Event.class);
    for (String word : words(name + ".on", node)) {
      switch (word) {
        case "failure" -> events.add(Event.FAILURE);
        case "recovery" -> events.add(Event.RECOVERY);
        case "success" -> events.add(Event.SUCCESS);
        case "always" -> events.addAll(EnumSet.allOf(Event.class));
        default ->
            throw invalid(
                "%s.on has \"%s\" (allowed: failure, recovery, success, always)"
                    .formatted(name, word));
      }
    }
    return events;
  }

  private List<String> words(String place, JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    if (!node.isArray() || node.isEmpty()) {
      throw invalid(place + " is no text and no list of texts");
    }
    List<String> words = new ArrayList<>();
    node.forEach(word -> words.add(text(place, word)));
    return words;
  }

  private String text(String place, JsonNode node) {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw invalid(place + " is no text");
    }
    return node.textValue();
  }

  private Map<String, JsonNode> fields(JsonNode node, String place) {
    if (!node.isObject()) {
      throw invalid(place + " is no object");
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> each = node.fields(); each.hasNext(); ) {
      Map.Entry<String, JsonNode> field = each.next();
      fields.put(field.getKey(), field.getValue());
    }
    return fields;
  }

  private InvalidRequestException invalid(String why) {
    return new InvalidRequestException(
        "Cannot use " + given.what() + " " + given.file() + ": " + why);
  }
}
