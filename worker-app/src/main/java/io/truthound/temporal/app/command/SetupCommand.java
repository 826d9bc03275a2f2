package io.truthound.temporal.app.command;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.contract.SearchAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Prepares a namespace: adds the search attributes by which batches are found. */
@Command(
    name = "setup",
    description = {
      "Prepares a namespace of a Temporal server: adds the search attributes by which batches are"
          + " found in its UI and by temporal workflow list. What is there already is left alone."
    },
    sortOptions = false,
    footer = {
      "",
      "Whoever runs it needs the right to administer the namespace. In Temporal Cloud, add them in"
          + " the UI or with tcld: a refusal names those that are missing.",
      "",
      "Example:",
      "  truthound setup --address localhost:7233"
    })
final class SetupCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 9, heading = "%nServer (one must be named):%n")
  private AddressOptions server = new AddressOptions();

  private final Terminal terminal;

  SetupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!server.namesServer(terminal)) {
      throw new InvalidRequestException(
          "There is no namespace to set up without a Temporal server (--address or"
              + " --temporal-profile): the embedded one ends with the command that started it");
    }
    ServerAddress address = server.resolve(terminal);
    try (NamespaceAttributes namespace = NamespaceAttributes.open(address)) {
      setUp(namespace, SearchAttributes.all());
    }
    return ExitStatus.SUCCESS;
  }

  private void setUp(NamespaceAttributes namespace, List<SearchAttributeKey<?>> wanted) {
    Map<String, IndexedValueType> there = namespace.known();
    Map<String, IndexedValueType> missing = new LinkedHashMap<>();
    for (SearchAttributeKey<?> key : wanted) {
      IndexedValueType type = there.get(key.getName());
      if (type == null) {
        missing.put(key.getName(), key.getValueType());
      } else {
        requireType(key, type);
      }
    }
    namespace.add(missing);
    for (SearchAttributeKey<?> key : wanted) {
      terminal
          .out()
          .printf(
              "%s  %s (%s)%n",
              missing.containsKey(key.getName()) ? "Added        " : "There already",
              key.getName(),
              NamespaceAttributes.word(key.getValueType()));
    }
    terminal.out().flush();
    if (!missing.isEmpty()) {
      terminal.say(
          "Schedules that were created before start batches without them:"
              + " truthound schedule create … --replace");
    }
  }

  private static void requireType(SearchAttributeKey<?> key, IndexedValueType found) {
    if (found != key.getValueType()) {
      throw new InvalidRequestException(
          "Cannot use search attribute %s: it is there as %s, and batches write %s; rename or remove it"
              .formatted(
                  key.getName(),
                  NamespaceAttributes.word(found),
                  NamespaceAttributes.word(key.getValueType())));
    }
  }
}
