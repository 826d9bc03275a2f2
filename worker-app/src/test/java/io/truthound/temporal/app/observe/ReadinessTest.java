package io.truthound.temporal.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private long nanos = -17;
  private int asked;
  private Optional<String> trouble = Optional.empty();
  private final Readiness readiness = new Readiness(() -> nanos);

  private Optional<String> ask() {
    asked++;
    return trouble;
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  private String said() {
    Page page = readiness.page();
    return page.status() + " " + page.body().strip();
  }

  @Test
  void isNotReadyBeforeTheWorkerHasStarted() {
    assertThat(said()).isEqualTo("503 The worker has not started");
    pass(60);
    assertThat(said()).isEqualTo("503 The worker has not started");
  }

  @Test
  void asksTheWorkerEveryFiveSecondsWhileItIsReady() {
    readiness.watch(this::ask);

    assertThat(said()).isEqualTo("200 ready");
    pass(4);
    assertThat(said()).isEqualTo("200 ready");
    assertThat(asked).isEqualTo(1);
    trouble = Optional.of("no poll");
    pass(1);
    assertThat(said()).isEqualTo("503 no poll");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void asksAgainAfterASecondOfTrouble() {
    trouble = Optional.of("no poll");
    readiness.watch(this::ask);

    assertThat(said()).isEqualTo("503 no poll");
    trouble = Optional.empty();
    assertThat(said()).isEqualTo("503 no poll");
    pass(1);
    assertThat(said()).isEqualTo("200 ready");
  }

  @Test
  void isNotReadyFromTheMomentItStops() {
    readiness.watch(this::ask);
    assertThat(said()).isEqualTo("200 ready");

    readiness.stopping();

    assertThat(said()).isEqualTo("503 The worker stops");
    pass(60);
    assertThat(said()).isEqualTo("503 The worker stops");
  }

  @Test
  void anAnswerThatWasAskedForBeforeItStoppedComesTooLate() {
    readiness.watch(
        () -> {
          readiness.stopping();
          return Optional.empty();
        });

    assertThat(said()).isEqualTo("503 The worker stops");
  }
}
