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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules on a real server, from the command line alone, with a worker of the command line. */
@Timeout(120)
final class ScheduleTest {
  @TempDir static Path folder;
  private static DevServer server;
  private static RunningWorker worker;

  @BeforeAll
  static void start() {
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
  void aWeekIsBackfilledPausedResumedAndADayTriedAgain() throws IOException {
    for (int day = 1; day <= 7; day++) {
      write(day, day == 3 ? "id\n1\n9\n" : "id\n1\n2\n");
    }
    String made =
        says(
            create("orders"),
            "--cron",
            "0 3 * * *",
            "--zone",
            "Europe/Berlin",
            "--note",
            "nightly");
    assertThat(made)
        .startsWith("orders: check of orders\n")
        .contains("Data      " + data() + "\n")
        .contains("Rules     1\n")
        .contains("State     active (nightly)\n")
        .contains("Times     hour=3\n")
        .contains("Zone      Europe/Berlin\n")
        .contains("Overlap   skip\n")
        .contains(" 03:00 Europe/Berlin, ");

    warns(0, "schedule", "pause", "orders", "--note", "the lake is cleaned");
    assertThat(says("schedule", "describe", "orders"))
        .contains("State     paused (the lake is cleaned)\n")
        .contains("Next      none\n");
    assertThat(warns(0, "schedule", "resume", "orders")).startsWith("Resumed orders: next ");
    warns(0, "schedule", "backfill", "orders", "--from", "2026-01-02", "--until", "2026-01-08");
    List<String> ends =
        ends("orders", lines -> count(lines, "  PASSED") == 6 && count(lines, "  FAILED") == 1);
    assertThat(ends).hasSize(7);
    assertThat(ends.get(2)).isEqualTo("Batch     orders-2026-01-04T02:00:00Z  FAILED");
    write(3, "id\n1\n2\n");
    warns(0, "schedule", "backfill", "orders", "--from", "2026-01-04", "--until", "2026-01-04");
    List<String> again = ends("orders", lines -> count(lines, "  PASSED") == 7);

    assertThat(again.get(2)).isEqualTo("Batch     orders-2026-01-04T02:00:00Z  PASSED");
    assertThat(eventually("list", out -> out.contains("orders"))).contains("orders  next ");
    warns(0, "schedule", "delete", "orders");
    assertThat(warns(2, "schedule", "describe", "orders"))
        .isEqualTo(
            "truthound schedule describe: There is no schedule \"orders\" there (truthound schedule"
                + " list)\n");
  }

  @Test
  void timesAreAdjustedAndWhatIsStartedReplaced() {
    assertThat(says(create("adjusted"), "--every", "6h", "--paused", "--notify", "oncall"))
        .contains("Tells     oncall\n");

    assertThat(
            says("schedule", "update", "adjusted", "--overlap", "buffer-one", "--catch-up", "2h"))
        .contains("Times     every 6 h\n")
        .contains("Overlap   buffer-one\n")
        .contains("Catch-up  2 h\n")
        .contains("State     paused\n");
    assertThat(says("schedule", "update", "adjusted", "--calendar", "hour=3,5 day_of_week=1-5"))
        .contains("Times     day_of_week=1-5 hour=3,5\n")
        .contains("Overlap   buffer-one\n");
    assertThat(warns(2, create("adjusted"), "--every", "6h"))
        .contains("there is one of this id (--replace changes it)");
    List<String> profile = new ArrayList<>(List.of("schedule", "create", "adjusted"));
    profile.addAll(List.of(data(), "--operation", "profile", "--every", "6h", "--replace"));
    assertThat(says(profile.toArray(String[]::new)))
        .startsWith("adjusted: profile of ")
        .contains("State     paused\n");
    warns(0, "schedule", "delete", "adjusted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --note x | A schedule needs times: --cron, --calendar or --every, such as --cron "0 3 * * *"
          --cron 'every night' | Cannot set the timing of schedule refused: Invalid schedule spec:
          --calendar hours=3 | Invalid --calendar: "hours=3" (allowed: year, month, day_of_month,
          --every 6h --zone Mars | Invalid --zone: "Mars" (allowed: a time zone such as Europe/Berlin or UTC)
          --every 6h --overlap often | Invalid --overlap: "often" (allowed: skip, buffer-one,
          --every 6h --begin tomorrow | Invalid --begin: "tomorrow" (allowed: a time such as 2026-01-31,
          --every 6h --operation plan | Invalid --operation: "plan" (allowed: check, profile, learn
          --every 6h --operation learn | Rules are of a check, and --operation is learn
          --every 6h --wait-for soon | Invalid --wait-for: "soon"
          --every 6h --fail-workflow-on often | Invalid --fail-workflow-on: "often" (allowed: never, error,
          """)
  void refusesWhatCannotBe(String options, String message) {
    String[] given = options.replace("'every night'", "every\u00a0night").split(" ");
    for (int at = 0; at < given.length; at++) {
      given[at] = given[at].replace('\u00a0', ' ');
    }

    assertThat(warns(2, create("refused"), given))
        .startsWith("truthound schedule create: " + message);
  }

  @Test
  void needsAServer() {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));

    assertThat(world.run("schedule", "list")).isEqualTo(2);
    assertThat(world.err()).contains("There are no schedules without a Temporal server (--address");
    assertThat(world.run("schedule")).isEqualTo(2);
    assertThat(world.err()).contains("truthound schedule: Missing command (allowed: create, list,");
  }

  @ParameterizedTest
  @CsvSource({
    "describe",
    "update --every 6h",
    "pause",
    "resume",
    "trigger",
    "backfill --from 2026-01-01 --until 2026-01-01",
    "delete"
  })
  void aScheduleThatIsNotThereIsRefused(String command) {
    List<String> line = new ArrayList<>(List.of("schedule"));
    line.addAll(List.of(command.split(" ", -1)));
    line.add("nowhere");

    assertThat(warns(2, line.toArray(String[]::new)))
        .endsWith(": There is no schedule \"nowhere\" there (truthound schedule list)\n");
  }

  private static String[] create(String id) {
    return new String[] {
      "schedule",
      "create",
      id,
      data(),
      "--name",
      "orders",
      "--rule",
      "{\"type\":\"in_range\",\"column\":\"id\",\"max\":5}"
    };
  }

  private static String data() {
    return folder + "/dt={scheduled-1d:yyyy-MM-dd}/";
  }

  private static void write(int day, String csv) throws IOException {
    Path of = Files.createDirectories(folder.resolve("dt=2026-01-0" + day));
    Files.writeString(of.resolve("t.csv"), csv);
  }

  private static List<String> ends(String id, Predicate<List<String>> reached) {
    String described = eventually("describe", out -> reached.test(batches(out)), id);
    return batches(described);
  }

  private static List<String> batches(String described) {
    return described.lines().filter(line -> line.startsWith("Batch ")).toList();
  }

  private static long count(List<String> lines, String end) {
    return lines.stream().filter(line -> line.endsWith(end)).count();
  }

  /** Asks until the answer is so; the class's time limit ends what never is. */
  private static String eventually(String verb, Predicate<String> so, String... arguments) {
    while (true) {
      List<String> line = new ArrayList<>(List.of("schedule", verb));
      line.addAll(List.of(arguments));
      String out = says(line.toArray(String[]::new));
      if (so.test(out)) {
        return out;
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static String says(String... arguments) {
    return run(0, arguments).out();
  }

  private static String says(String[] arguments, String... more) {
    return run(0, joined(arguments, more)).out();
  }

  private static String warns(int status, String... arguments) {
    return run(status, arguments).err();
  }

  private static String warns(int status, String[] arguments, String... more) {
    return run(status, joined(arguments, more)).err();
  }

  private static String[] joined(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static CommandLineWorld run(int status, String... arguments) {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    int found = world.run(List.of(arguments), "--address", server.address());
    assertThat(found).as(world.out() + world.err()).isEqualTo(status);
    return world;
  }
}
