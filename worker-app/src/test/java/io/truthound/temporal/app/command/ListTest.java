package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.badinput.DevServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches as a real server finds them, before and after its namespace is set up. */
@Timeout(120)
final class ListTest {
  private static final String RULE = "{\"type\":\"in_range\",\"column\":\"id\",\"max\":5}";
  private static final String LONG = "it's a dataset " + "with a long name ".repeat(20);

  @TempDir static Path folder;
  private static DevServer server;
  private static RunningWorker worker;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("good.csv"), "id\n1\n");
    Files.writeString(folder.resolve("bad.csv"), "id\n9\n");
    server = DevServer.start();
    worker = new RunningWorker(server.address(), folder.resolve("store").toString());
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.close();
      assertThat(worker.status()).isZero();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void batchesAreFoundByWhatTheyCameTo() {
    check(0, "good", "good");
    assertThat(eventually(lines -> lines.size() == 1, "list").get(0))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  completed  check    good  good");
    assertThat(run(2, "list", "--status", "failed").err())
        .startsWith("truthound list: The namespace has no search attributes to find batches by");

    run(0, "setup");
    check(1, "bad", "bad");
    check(1, "bad", LONG);
    check(2, "missing", "missing");
    run(
        1,
        "check",
        folder + "/good.csv",
        folder + "/bad.csv",
        "--each",
        "--rule",
        RULE,
        "--workflow-id",
        "each");

    assertThat(eventually(lines -> lines.size() == 4, "list", "--status", "failed"))
        .noneMatch(line -> line.contains("good"));
    assertThat(eventually(lines -> lines.size() == 1, "list", "--status", "error").get(0))
        .endsWith("  ERROR      check    missing  missing");
    assertThat(eventually(lines -> lines.size() == 1, "list", "--dataset", LONG).get(0))
        .contains("  FAILED     check    it's a dataset with");
    assertThat(eventually(lines -> lines.size() == 7, "list", "--limit", "100"))
        .anyMatch(line -> line.endsWith("  FAILED     check    several datasets  each"));
    assertThat(eventually(lines -> lines.size() == 2, "list", "--limit", "2")).hasSize(2);
    assertThat(eventually(List::isEmpty, "list", "--running")).isEmpty();
    assertThat(run(0, "list", "--dataset", "nobody's").err())
        .startsWith("Batches that began before truthound setup are not found so");
    assertThat(run(2, "list", "--status", "bad").err()).contains("(allowed: ");
    assertThat(run(2, "list", "--limit", "0").err()).contains("Invalid --limit: 0");
  }

  @Test
  void needsAServer() {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));

    assertThat(world.run("list")).isEqualTo(2);
    assertThat(world.err())
        .startsWith("truthound list: There are no batches to list without a Temporal server");
  }

  private static void check(int status, String file, String name) {
    CommandLineWorld done =
        run(
            status,
            "check",
            folder + "/" + file + ".csv",
            "--rule",
            RULE,
            "--name",
            name,
            "--workflow-id",
            name.length() > 20 ? "long" : name);
    assertThat(done.err()).doesNotContain("Exception");
  }

  /** Asks until the answer is so; the class's time limit ends what never is. */
  private static List<String> eventually(Predicate<List<String>> so, String... arguments) {
    while (true) {
      String out = run(0, arguments).out();
      List<String> lines = out.equals("No batches\n") ? List.of() : out.lines().toList();
      if (so.test(lines)) {
        return lines;
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static CommandLineWorld run(int status, String... arguments) {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    List<String> all = new ArrayList<>(List.of(arguments));
    int found = world.run(all, "--address", server.address());
    assertThat(found).as(world.out() + world.err()).isEqualTo(status);
    return world;
  }
}
