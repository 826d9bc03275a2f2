package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Palette;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line stands.
 *
 * @param out takes the report and nothing else
 * @param err takes progress and messages
 * @param environment the variables of the process
 * @param interactive whether a person looks at it
 */
public record Terminal(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean interactive) {

  /** Returns the terminal of this process, writing UTF-8. */
  public static Terminal ofProcess() {
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        attended() && !"dumb".equals(System.getenv("TERM")));
  }

  /** Returns a variable, or null where it is not set or blank. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  Palette palette() {
    return interactive && variable("NO_COLOR") == null ? Palette.COLOURED : Palette.PLAIN;
  }

  /** Says one sentence to the person, beside the report. */
  void say(String sentence) {
    err.println(sentence);
    err.flush();
  }

  @SuppressWarnings("SystemConsoleNull") // from Java 22 on isTerminal() tells
  private static boolean attended() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException older) {
      return true;
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
