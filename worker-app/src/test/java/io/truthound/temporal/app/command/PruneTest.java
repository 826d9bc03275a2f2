package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes from real folders, of which some are like those of batches and some are made by them. */
final class PruneTest {
  private static final Duration OLD = Duration.ofDays(31);
  private static final Duration YOUNG = Duration.ofDays(29);
  private static final String ARROW = "ab".repeat(32) + ".arrow";

  @TempDir Path folder;
  private Path store;
  private CommandLineWorld world;

  @BeforeEach
  void makeStore() throws IOException {
    store = Files.createDirectory(folder.resolve("store"));
    world = new CommandLineWorld(store);
  }

  private static String run(int number) {
    return "runs/00000000-0000-4000-8000-%012d".formatted(number);
  }

  private static String draft(String of) {
    return "." + of + ".00000000-0000-4000-8000-00000000000d";
  }

  private Path file(String name, int bytes, Duration age) throws IOException {
    return file(name, "x".repeat(bytes), age);
  }

  private Path file(String name, String content, Duration age) throws IOException {
    Path file = store.resolve(name);
    Files.createDirectories(file.getParent());
    return aged(Files.writeString(file, content), age);
  }

  private static Path aged(Path path, Duration age) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }

  private int prune(String... more) {
    return world.run(List.of("artifacts", "prune", "--older-than", "30d"), more);
  }

  @Test
  void deletesRunsThatNobodyHasWrittenToAndSaysHowMuchThatWas() throws IOException {
    file(run(1) + "/plan.json", 1_000, OLD);
    file(run(1) + "/slice-00000000.json", 234, OLD);
    file(run(2) + "/plan.json", 1, OLD);
    Path going = file(run(3) + "/plan.json", 1_000, OLD);
    file(run(3) + "/slice-00000007.json", 1, YOUNG);

    int status = prune();

    assertThat(world.out())
        .isEqualTo(
            run(1) + "  1.2 kB\n" + run(2) + "  1 byte\nDeleted 2 folders and files, 1.2 kB\n");
    assertThat(world.err()).isEmpty();
    assertThat(status).isZero();
    assertThat(store.resolve(run(1))).doesNotExist();
    assertThat(store.resolve(run(2))).doesNotExist();
    assertThat(going).exists();
  }

  @Test
  void aRunWithoutFilesIsAsOldAsItsFolder() throws IOException {
    Path old = Files.createDirectories(store.resolve(run(1)));
    aged(old, OLD);
    Path young = Files.createDirectories(store.resolve(run(2)));

    prune();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aDryRunSaysTheSameAndDeletesNothing() throws IOException {
    Path plan = file(run(1) + "/plan.json", 1_000, OLD);
    Path arrow = file("staged/" + ARROW, 500, OLD);

    int status = prune("--dry-run");

    assertThat(world.out())
        .isEqualTo(
            run(1)
                + "  1.0 kB\nstaged/"
                + ARROW
                + "  500 bytes\n"
                + "Would delete 2 folders and files, 1.5 kB (dry run: nothing was deleted)\n");
    assertThat(status).isZero();
    assertThat(plan).exists();
    assertThat(arrow).exists();
  }

  @Test
  void deletesStagedDataThatIsOld() throws IOException {
    Path old = file("staged/" + ARROW, 500, OLD);
    Path young = file("staged/" + "cd".repeat(32) + ".arrow", 500, YOUNG);

    prune();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(world.out()).endsWith("Deleted 1 folder or file, 500 bytes\n");
  }

  @Test
  void keepsOldStagedDataThatAYoungerRunReads() throws IOException {
    Path read = file("staged/" + ARROW, 500, OLD);
    Path unread = file("staged/" + "cd".repeat(32) + ".arrow", 500, OLD);
    file(run(1) + "/plan-0a.json", source(unread), OLD);
    file(run(2) + "/plan-0b.json", source(read), YOUNG);

    prune();

    assertThat(read).exists();
    assertThat(unread).doesNotExist();
  }

  private static String source(Path file) {
    return "{\"sources\":[{\"uri\":\"" + file.toUri() + "\",\"bytes\":500}]}";
  }

  @Test
  void deletesOldDraftsOfWritersThatWereKilled() throws IOException {
    Path young = file(run(1) + "/" + draft("slice-00000002.json"), 10, YOUNG);
    List<Path> old =
        List.of(
            file(run(1) + "/" + draft("slice-00000001.json"), 10, OLD),
            file("staged/" + draft(ARROW), 10, OLD),
            file(draft("store-id"), 10, OLD));

    int status = prune();

    assertThat(old).allSatisfy(draft -> assertThat(draft).doesNotExist());
    assertThat(young).exists();
    assertThat(world.out()).endsWith("\nDeleted 3 folders and files, 30 bytes\n");
    assertThat(status).isZero();
  }

  @Test
  void keepsWhateverElseThereIs() throws IOException {
    Path dataset = Path.of("datasets", "ef".repeat(32));
    List<Path> others = new ArrayList<>();
    for (String name :
        List.of(
            "store-id",
            dataset + "/baseline-00000001.json",
            dataset + "/baseline-00000002.json",
            dataset + "/learned-00000001.json",
            "runs/experiment-7/model.bin",
            "runs/" + "0".repeat(36) + "/plan.json",
            "runs/00000000-0000-4000-8000-000000000001",
            "staged/notes.txt",
            "staged/" + ARROW + ".bak",
            ".hidden",
            "other/plan.json")) {
      others.add(file(name, 10, Duration.ofDays(10_000)));
    }

    int status = prune();

    assertThat(others).allSatisfy(file -> assertThat(file).exists());
    assertThat(world.out()).isEqualTo("Nothing is that old\n");
    assertThat(status).isZero();
  }

  @Test
  void deletesSymbolicLinksWithinRunsAndLeavesWhatTheyPointTo() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path treasure = aged(Files.writeString(outside.resolve("treasure"), "gold"), OLD);
    Path target = aged(Files.writeString(folder.resolve("target"), "gold"), OLD);
    file(run(1) + "/plan.json", 10, OLD);
    linkOld(store.resolve(run(1)).resolve("outside"), outside);
    linkOld(store.resolve(run(1)).resolve("text-1"), target);

    prune();

    assertThat(store.resolve(run(1))).doesNotExist();
    assertThat(treasure).exists();
    assertThat(target).exists();
  }

  /** Makes a link that is old itself. */
  private static void linkOld(Path link, Path to) throws IOException {
    Files.createSymbolicLink(link, to);
    assertThat(call("touch", "-h", "-d", "2020-01-01", link.toString())).isZero();
    assertThat(Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant())
        .isBefore(Instant.now().minus(OLD));
  }

  private static int call(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void leavesARunThatIsASymbolicLink() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path plan = aged(Files.writeString(elsewhere.resolve("plan.json"), "{}"), OLD);
    Files.createDirectory(store.resolve("runs"));
    Path link = Files.createSymbolicLink(store.resolve(run(1)), elsewhere);

    int status = prune();

    assertThat(plan).exists();
    assertThat(link).isSymbolicLink();
    assertThat(status).isZero();
  }

  @Test
  void saysThatAFolderOfRunsThatIsASymbolicLinkIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(store.resolve("runs"), elsewhere);
    Path plan = file(run(1) + "/plan.json", 10, OLD);
    Path arrow = file("staged/" + ARROW, 10, OLD);
    Path draft = file(draft("store-id"), 10, OLD);

    int status = prune();

    assertThat(world.err())
        .isEqualTo(
            "truthound artifacts: Cannot prune "
                + store.resolve("runs")
                + ": it is a symbolic link, which is not followed\n");
    assertThat(status).isEqualTo(3);
    assertThat(plan).exists();
    assertThat(arrow).as("which runs read it is not known").exists();
    assertThat(draft).doesNotExist();
  }

  @Test
  void namesAFolderThatCannotBeDeletedAndPrunesTheOthers() throws IOException {
    Path stuck = file(run(1) + "/plan.json", 10, OLD);
    file(run(2) + "/plan.json", 10, OLD);
    int status;
    Fixed fixed = new Fixed(stuck);
    try {
      status = prune();
    } finally {
      fixed.release();
    }

    assertThat(world.err())
        .startsWith(
            "truthound artifacts: Cannot prune "
                + store.resolve(run(1))
                + ": "
                + run(1)
                + "/plan.json: ")
        .matches("(?s).*: (access denied|Operation not permitted)\n");
    assertThat(world.out()).isEqualTo(run(2) + "  10 bytes\nDeleted 1 folder or file, 10 bytes\n");
    assertThat(status).isEqualTo(3);
    assertThat(stuck).exists();
    assertThat(store.resolve(run(2))).doesNotExist();
  }

  /** Keeps a file from being deleted, by whatever means keep this user from it. */
  private static final class Fixed {
    private final Path file;

    Fixed(Path file) throws IOException {
      this.file = file;
      Path probe = aged(Files.createFile(file.resolveSibling("probe")), OLD);
      permit("r-xr-xr-x");
      try {
        Files.delete(probe);
      } catch (AccessDeniedException denied) {
        return;
      }
      assumeTrue(chattr("+i"), "nothing keeps this user from deleting files");
    }

    private void permit(String permissions) throws IOException {
      Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString(permissions));
    }

    private boolean chattr(String change) {
      try {
        return call("chattr", change, file.toString()) == 0;
      } catch (IOException absent) {
        return false;
      }
    }

    void release() throws IOException {
      permit("rwxr-xr-x");
      boolean unused = chattr("-i");
    }
  }

  @Test
  void whatVanishesMeanwhileIsNoError() throws Exception {
    int runs = 300;
    for (int number = 0; number < runs; number++) {
      for (int slice = 0; slice < 5; slice++) {
        file(run(number) + "/slice-0000000" + slice + ".json", 10, OLD);
      }
    }
    CommandLineWorld other = new CommandLineWorld(store);
    ExecutorService both = Executors.newFixedThreadPool(2);
    List<Callable<Integer>> prunes = List.of(this::prune, () -> other.run(pruneArguments()));
    try {
      for (Future<Integer> status : both.invokeAll(prunes)) {
        assertThat(status.get()).isZero();
      }
    } finally {
      both.shutdown();
    }

    assertThat(world.err() + other.err()).isEmpty();
    assertThat(store.resolve("runs")).isEmptyDirectory();
    assertThat(
            Stream.of(world, other)
                .flatMap(each -> each.out().lines())
                .filter(line -> line.startsWith("runs/")))
        .as("each is counted by one")
        .hasSize(runs)
        .doesNotHaveDuplicates();
  }

  private static String[] pruneArguments() {
    return new String[] {"artifacts", "prune", "--older-than", "30d"};
  }

  @Test
  void aBaselineDoesNotNeedTheRunThatLearnedIt() throws IOException {
    Path orders = Files.writeString(folder.resolve("orders.csv"), "id,city\n1,Ulm\n2,Bonn\n");
    String[] check = {"check", orders.toString(), "--name", "orders"};
    assertThat(world.run(check)).isZero();
    assertThat(store.resolve("runs")).isNotEmptyDirectory();
    age(store);

    assertThat(prune()).isZero();

    assertThat(store.resolve("runs")).isEmptyDirectory();
    CommandLineWorld later = new CommandLineWorld(store);
    assertThat(later.run("baseline", "show", "orders")).isZero();
    Files.writeString(orders, "id,city\n1,Ulm\n1,Bonn\n");
    assertThat(later.run(check)).isEqualTo(1);
  }

  private static void age(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        aged(each, OLD);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2000000", "2000000s", "33333 min", "555.5h", "23.1D"})
  void takesATimeInAnyUnit(String time) throws IOException {
    Path old = file(run(1) + "/plan.json", 10, Duration.ofHours(570));
    Path young = file(run(2) + "/plan.json", 10, Duration.ofHours(540));

    int status = world.run("artifacts", "prune", "--older-than", time);

    assertThat(world.err()).isEmpty();
    assertThat(status).isZero();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void takesTheStoreByItsUriInsteadOfTheVariable() throws IOException {
    Path plan = file(run(1) + "/plan.json", 10, OLD);
    world = new CommandLineWorld(folder.resolve("other"));

    int status = prune("--store", store.toUri().toString());

    assertThat(status).isZero();
    assertThat(plan).doesNotExist();
  }

  @Test
  void aStoreInS3IsLeftToLifecycleRules() {
    int status = prune("--store", "s3://lake/truthound/");

    assertThat(world.err())
        .isEqualTo(
            "truthound artifacts: Cannot prune the store s3://lake/truthound: have lifecycle rules"
                + " of its bucket expire what lies below s3://lake/truthound/runs/ and"
                + " s3://lake/truthound/staged/\n");
    assertThat(world.out()).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aStoreThatIsNotThereIsRefusedAndNotMade() {
    Path none = folder.resolve("none");

    int status = prune("--store", none.toString());

    assertThat(world.err())
        .isEqualTo(
            "truthound artifacts: Cannot prune the store " + none + ": there is no such folder\n");
    assertThat(status).isEqualTo(2);
    assertThat(none).doesNotExist();
  }
}
