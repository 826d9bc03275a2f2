package io.truthound.temporal.app.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command line whose streams are caught. */
final class CommandLineWorld {
  final Interruption interruption = new Interruption();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandLineWorld(Path store) {
    environment.put("TRUTHOUND_STORE", store.toString());
  }

  CommandLineWorld with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  int run(String... arguments) {
    return TruthoundCommandLine.run(terminal(), interruption, arguments);
  }

  int run(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Terminal terminal() {
    return new Terminal(stream(out), stream(err), environment, false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
