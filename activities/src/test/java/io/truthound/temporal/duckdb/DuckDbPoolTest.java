package io.truthound.temporal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances that have their share, and one that has everything. */
@Timeout(60)
class DuckDbPoolTest {
  private static final String SETTINGS =
      "SELECT current_setting('threads') || ', ' || current_setting('memory_limit') || ', ' || current_setting('max_temp_directory_size')";

  @TempDir Path scratch;
  private DuckDbPool pool;

  @BeforeEach
  void open() {
    pool = new DuckDbPool(new DuckDbSettings(32L << 20, scratch, 1L << 30), 3);
  }

  @AfterEach
  void close() throws Exception {
    pool.close();
  }

  @Test
  void keepsInstancesOfTheDataAndOfWhatRulesReferTo() throws Exception {
    try (DuckDbPool one = new DuckDbPool(pool.settings(), 1)) {
      DuckDb data = used(one, "data");
      DuckDb reference = used(one, "reference");

      assertThat(used(one, "data")).isSameAs(data);
      assertThat(used(one, "reference")).isSameAs(reference);

      used(one, "another");
      assertThat(used(one, "reference")).isSameAs(reference);
      assertThat(used(one, "data")).isNotSameAs(data);
      assertThat(data.connection().isClosed()).isTrue();
    }
  }

  private DuckDb used(DuckDbPool lender, String file) throws Exception {
    try (DuckDbPool.Lease lease = lender.lease(List.of(scratch.resolve(file)))) {
      lease.sound();
      return lease.db();
    }
  }

  @Test
  void givesOneInstanceWhatAllHave() throws Exception {
    try (DuckDbPool.Lease lease = pool.lease(List.of())) {
      assertThat(settings(lease)).isEqualTo("1, 32.0 MiB, 1.0 GiB");
    }
    try (DuckDbPool.Lease lease = pool.leaseAll(List.of(), ScanWatch.NONE)) {
      assertThat(settings(lease)).isEqualTo("3, 96.0 MiB, 3.0 GiB");
      lease.sound();
    }
    try (DuckDbPool.Lease lease = pool.lease(List.of())) {
      assertThat(settings(lease)).isEqualTo("1, 32.0 MiB, 1.0 GiB");
    }
  }

  @Test
  void othersWaitWhileOneHasEverything() throws Exception {
    FutureTask<Long> other = new FutureTask<>(() -> lentAt(pool));
    Thread waiting = new Thread(other);
    long given;
    try (DuckDbPool.Lease all = pool.leaseAll(List.of(), ScanWatch.NONE)) {
      waiting.start();
      awaitBlocked(waiting);
      given = System.nanoTime();
    }

    assertThat(other.get() - given).isPositive();
  }

  @Test
  void everythingIsLentOnceNobodyElseHasAny() throws Exception {
    Callable<Long> all =
        () -> {
          try (DuckDbPool.Lease lease = pool.leaseAll(List.of(), ScanWatch.NONE)) {
            return System.nanoTime();
          }
        };
    FutureTask<Long> task = new FutureTask<>(all);
    Thread waiting = new Thread(task);
    long given;
    try (DuckDbPool.Lease one = pool.lease(List.of())) {
      waiting.start();
      awaitBlocked(waiting);
      given = System.nanoTime();
    }

    assertThat(task.get() - given).isPositive();
  }

  @Test
  void whoWaitsForEverythingCanBeTold() throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(() -> pool.leaseAll(List.of(), new Cancelled()))
                  .isInstanceOf(ScanCancelledException.class);
              return null;
            });
    try (DuckDbPool.Lease one = pool.lease(List.of())) {
      new Thread(task).start();
      task.get();
    }
    try (DuckDbPool.Lease all = pool.leaseAll(List.of(), ScanWatch.NONE)) {
      assertThat(settings(all)).startsWith("3,");
    }
  }

  private static long lentAt(DuckDbPool pool) throws Exception {
    try (DuckDbPool.Lease lease = pool.lease(List.of())) {
      return System.nanoTime();
    }
  }

  private static void awaitBlocked(Thread thread) {
    Set<Thread.State> there =
        Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
    while (!there.contains(thread.getState())) {
      Thread.onSpinWait();
    }
  }

  private static String settings(DuckDbPool.Lease lease) throws Exception {
    try (Statement statement = lease.db().connection().createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      row.next();
      return row.getString(1);
    }
  }

  /** A watch of work that is no longer wanted. */
  private static final class Cancelled implements ScanWatch {
    @Override
    public void progress(long rows) {}

    @Override
    public void checkCancelled() throws ScanCancelledException {
      throw new ScanCancelledException();
    }

    @Override
    public Registration onCancel(Runnable stop) {
      stop.run();
      return () -> {};
    }
  }
}
