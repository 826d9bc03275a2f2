package io.truthound.temporal.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.s3.Fault.Kind;
import io.truthound.temporal.s3.Faults;
import io.truthound.temporal.s3.FaultyProxy;
import io.truthound.temporal.s3.RealS3;
import io.truthound.temporal.storage.ObjectChangedException;
import io.truthound.temporal.storage.StoredObject;
import io.truthound.temporal.storage.ThrottledException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class S3ObjectsTest {
  private static final byte[] BYTES = new byte[300_000];

  static {
    new Random(1).nextBytes(BYTES);
  }

  @TempDir Path folder;
  private final String bucket = RealS3.shared().bucket();
  private FaultyProxy proxy;
  private S3Objects objects;

  @BeforeEach
  void open() throws IOException {
    proxy = FaultyProxy.before(RealS3.shared().server().endpoint());
    objects =
        new S3Objects(
            new S3Connection(
                S3Settings.DEFAULT
                    .withEndpoint(proxy.endpoint())
                    .withPatience(Duration.ofSeconds(2))));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
  }

  private void put(String key, byte[] bytes) {
    String unused = RealS3.shared().server().put(bucket, key, bytes);
  }

  private StoredObject found(String key) throws IOException {
    return objects.find("s3://" + bucket + "/" + key).orElseThrow();
  }

  private byte[] read(StoredObject object, long offset, int length) throws IOException {
    Path file = Files.createTempFile(folder, "range-", ".bytes");
    try (FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
      objects.read(object, offset, length, to);
    }
    byte[] all = Files.readAllBytes(file);
    return Arrays.copyOfRange(all, (int) offset, (int) offset + length);
  }

  private List<String> listed(String prefix, boolean deep) throws IOException {
    List<String> names = new ArrayList<>();
    objects.list(
        "s3://" + bucket + "/" + prefix,
        deep,
        object -> names.add(object.uri().substring(6 + bucket.length())));
    return names;
  }

  @Test
  void moreObjectsThanAPageHasAreListedInOrder() throws IOException {
    List<String> names = new ArrayList<>();
    for (int object = 0; object < 1_050; object++) {
      names.add("many/%05d".formatted(object));
      put(names.get(object), new byte[0]);
    }

    assertThat(listed("many/", true)).isEqualTo(names);
    assertThat(proxy.requests()).hasSize(2);
  }

  @Test
  void foldersAreListedWhereTheyAreWanted() throws IOException {
    put("a/1", BYTES);
    put("a/b/2", BYTES);
    put("ab/3", BYTES);

    assertThat(listed("a/", true)).containsExactly("a/1", "a/b/2");
    assertThat(listed("a/", false)).containsExactly("a/1");
    assertThat(listed("a", true)).containsExactly("a/1", "a/b/2", "ab/3");
  }

  @Test
  void anObjectIsTheSameHoweverItIsFound() throws IOException {
    put("a", BYTES);
    List<StoredObject> listed = new ArrayList<>();
    objects.list("s3://" + bucket + "/", true, listed::add);

    assertThat(listed).containsExactly(found("a"));
    assertThat(found("a").bytes()).isEqualTo(BYTES.length);
    assertThat(objects.find("s3://" + bucket + "/b")).isEmpty();
  }

  @Test
  void namesAreTakenAsTheyAre() throws IOException {
    String name = "dt=2026-11-29/zürich 100% + ä?.csv";
    put(name, "id\n".getBytes(UTF_8));

    assertThat(listed("dt=", true)).containsExactly(name);
    assertThat(read(found(name), 0, 3)).isEqualTo("id\n".getBytes(UTF_8));
  }

  @Test
  void aRangeIsWrittenWhereItLies() throws IOException {
    put("a", BYTES);

    assertThat(read(found("a"), 100_000, 70_000))
        .isEqualTo(Arrays.copyOfRange(BYTES, 100_000, 170_000));
    assertThat(read(found("a"), 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Test
  void anObjectThatWasReplacedIsNotRead() throws IOException {
    put("a", BYTES);
    StoredObject before = found("a");
    put("a", new byte[BYTES.length]);

    assertThatThrownBy(() -> read(before, 0, 10))
        .isInstanceOf(ObjectChangedException.class)
        .hasMessage(before.uri() + " changed after it was planned: it was replaced");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "INTERNAL_ERROR",
        "SLOW_DOWN",
        "REFUSED",
        "RESET",
        "TRUNCATED",
        "STALLED",
        "SLOW_BODY",
        "NO_CONTENT_LENGTH",
        "WRONG_RANGE",
        "IGNORED_RANGE"
      })
  void whatGoesWrongOnceIsTriedAgain(Kind kind) throws IOException {
    put("a", BYTES);
    StoredObject object = found("a");
    proxy.faults(Faults.first(1, kind));

    assertThat(read(object, 1_000, 200_000)).isEqualTo(Arrays.copyOfRange(BYTES, 1_000, 201_000));
    assertThat(proxy.requests()).filteredOn(each -> each.fault() == kind).hasSize(1);
  }

  @Test
  void whoIsAlwaysThrottledHearsThatItIsThat() throws IOException {
    put("a", BYTES);
    StoredObject object = found("a");
    proxy.faults(Faults.always(Kind.SLOW_DOWN));

    assertThatThrownBy(() -> read(object, 0, 10))
        .isInstanceOf(ThrottledException.class)
        .hasMessage("Cannot read " + object.uri() + ": S3 asks for fewer requests (503 SlowDown)");
  }

  @Test
  void aRangeThatIsAlwaysAnotherIsNeverTaken() throws IOException {
    put("a", BYTES);
    StoredObject object = found("a");
    proxy.faults(Faults.always(Kind.WRONG_RANGE));

    assertThatThrownBy(() -> read(object, 1_000, 10))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot read " + object.uri() + ": S3 answered with another range, bytes ");
  }
}
