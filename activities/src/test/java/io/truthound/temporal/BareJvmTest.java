package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.example.BoundsEngine;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works in a JVM that was started without a flag. */
class BareJvmTest {
  private static final List<String> ARROW =
      List.of("arrow-vector", "arrow-memory", "arrow-c-data", "arrow-compression");

  @TempDir Path folder;

  @Test
  void theBuiltInEngineNeedsNoFlagAndNothingOfArrowsLibraries() throws Exception {
    String without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    ARROW.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(run(without, "built-in")).isEqualTo("Tally[evaluated=2, failed=1]");
  }

  @Test
  void whoNeedsArrowIsToldTheFlag() throws Exception {
    assertThat(run(System.getProperty("java.class.path"), "bounds"))
        .isEqualTo(
            "Cannot read a slice as Arrow: start the worker's JVM with"
                + " --add-opens=java.base/java.nio=ALL-UNNAMED");
  }

  private String run(String classPath, String engine) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, BareJvmTest.class.getName()));
    command.addAll(List.of(folder.toString(), engine));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Checks a text with one null among two rows. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path file = Files.writeString(folder.resolve("t.csv"), "x,s\n1,a\n,b\n");
    UnaryOperator<DataQualityEngine> engine =
        builtIn -> arguments[1].equals("bounds") ? new BoundsEngine() : builtIn;
    try (Engines engines = new Engines(new DuckDbSettings(64L << 20, folder, 1L << 30), engine)) {
      Engines.Answer answer =
          engines.check(
              Dataset.of(file.toString()),
              RuleSet.of(new NotNull("x")),
              BatchConfig.DEFAULT,
              Scenario.target(3),
              List.of());
      System.out.println(answer.slices().get(0).summary().totals().byRule().get(0));
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
