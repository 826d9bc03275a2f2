package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.request.InvalidRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says in which forms the report is written, and where to. */
final class ReportOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT[=FILE]",
      description =
          "text, json, markdown or html (of check also junit; of learn also rules or schema; of plan"
              + " text or json alone), on standard output or into FILE. Repeatable. Default: text.")
  private List<String> formats = new ArrayList<>();

  /** One form of the report and where it goes; null is standard output. */
  record Output(String format, @Nullable Path file) {
    /** Returns the colours for this place: none in files. */
    Palette palette(Terminal terminal) {
      return file == null ? terminal.palette() : Palette.PLAIN;
    }
  }

  /** Writes the report in one form. */
  interface Writer {
    void write(Output output, OutputStream out) throws IOException;
  }

  /**
   * Returns what was asked for of these formats.
   *
   * @throws InvalidRequestException if a format is unknown, a file cannot be written, or two
   *     reports would go to one place
   */
  List<Output> outputs(List<String> allowed) {
    return outputs(formats, allowed);
  }

  /** As {@link #outputs(List)}, of formats that another option gave. */
  static List<Output> outputs(List<String> formats, List<String> allowed) {
    List<Output> outputs = new ArrayList<>();
    for (String given : formats.isEmpty() ? List.of("text") : formats) {
      Output output = output(given, allowed);
      if (outputs.stream().anyMatch(other -> same(other.file(), output.file()))) {
        throw new InvalidRequestException(
            "Two reports go to "
                + (output.file() == null ? "standard output" : output.file())
                + ": give each a place of its own, such as --format json=report.json");
      }
      outputs.add(output);
    }
    return outputs;
  }

  /**
   * Writes each form to its place.
   *
   * @throws ReportNotWrittenException if a place does not take it
   */
  static void write(List<Output> outputs, Terminal terminal, Writer writer) {
    for (Output output : outputs) {
      Path file = output.file();
      try {
        if (file == null) {
          writer.write(output, terminal.out());
          terminal.out().flush();
        } else {
          try (OutputStream out = Files.newOutputStream(file)) {
            writer.write(output, out);
          }
        }
      } catch (IOException e) {
        throw new ReportNotWrittenException(
            "Cannot write the report to " + (file == null ? "standard output" : file), e);
      }
    }
    if (terminal.out().checkError()) {
      throw new ReportNotWrittenException(
          "Cannot write the report to standard output", new IOException("the stream is closed"));
    }
  }

  private static Output output(String given, List<String> allowed) {
    int equals = given.indexOf('=');
    String format = equals < 0 ? given : given.substring(0, equals);
    if (!allowed.contains(format)) {
      throw Choices.unknown("--format", format, allowed);
    }
    return new Output(format, equals < 0 ? null : writable(Path.of(given.substring(equals + 1))));
  }

  private static Path writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (file.toString().isEmpty() || Files.isDirectory(file) || folder == null) {
      throw new InvalidRequestException("Invalid --format: \"" + file + "\" is no file to write");
    }
    boolean writes = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
    if (!writes) {
      throw new InvalidRequestException(
          "Cannot write the report to "
              + file
              + (Files.isDirectory(folder) ? ": access denied" : ": no folder " + folder));
    }
    return file;
  }

  private static boolean same(@Nullable Path one, @Nullable Path other) {
    return Objects.equals(place(one), place(other));
  }

  private static @Nullable Path place(@Nullable Path file) {
    return file == null ? null : file.toAbsolutePath().normalize();
  }
}
