package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.notify.CommandNotifier;
import io.truthound.temporal.notify.Notification;
import io.truthound.temporal.notify.Notification.Event;
import io.truthound.temporal.notify.Notifier;
import io.truthound.temporal.notify.SlackNotifier;
import io.truthound.temporal.notify.WebhookNotifier;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Who is told of a batch, of what, and how often. */
class NotifyTest extends RealBehaviour {
  private static final String SECRET = "a secret of the receiver";

  /** Hears of events, and first fails so often. */
  private static final class Ear implements Notifier {
    private final List<Notification> heard = new CopyOnWriteArrayList<>();
    private int failures;

    Ear(int failures) {
      this.failures = failures;
    }

    @Override
    public synchronized void tell(Notification notification) throws IOException {
      if (failures-- > 0) {
        throw new IOException("not now");
      }
      heard.add(notification);
    }

    List<Event> events() {
      return heard.stream().map(Notification::event).toList();
    }
  }

  private BatchExecutor telling(String... channels) {
    return world()
        .executor()
        .setEngine(ScriptedEngine.NAME)
        .setConfig(BatchConfig.DEFAULT)
        .setNotify(channels)
        .build();
  }

  private CheckResult check(Dataset dataset, String... channels) {
    CheckResult result = telling(channels).checkBatch(dataset, RULES);
    told(result.workflowId(), result.runId());
    return result;
  }

  /** Waits until all channels of a batch are told. */
  private void told(String workflowId, String runId) {
    world().client().newUntypedWorkflowStub(workflowId + "/notify-" + runId).getResult(Void.class);
  }

  @Test
  void aWebhookThatFailsHangsAndLosesAnswersTakesAnEventOnce() throws Exception {
    try (Receiver receiver =
        new Receiver(
            Receiver.Way.FAILS,
            Receiver.Way.HANGS,
            Receiver.Way.TAKES_IT_AND_LOSES_ITS_ANSWER,
            Receiver.Way.TAKES_IT)) {
      world(plugin -> plugin.addNotifier("oncall", WebhookNotifier.signed(receiver.url(), SECRET)));
      engine.slice(1, scan -> scan.fails(0, 10));

      CheckResult result = check(files(3).named("orders"), "oncall");

      assertThat(result.status()).isEqualTo(Status.FAILED);
      assertThat(receiver.attempts()).hasSize(4);
      assertThat(receiver.taken()).containsExactly(result.runId() + "/oncall");
      for (Receiver.Attempt attempt : receiver.attempts()) {
        assertThat(attempt.id()).isEqualTo(result.runId() + "/oncall");
        assertThat(attempt.signature())
            .isEqualTo("v1," + hmac(attempt.id() + "." + attempt.time() + "." + attempt.body()));
      }
      assertThat(receiver.attempts().get(3).body())
          .startsWith(
              "{\"id\":\"%s/oncall\",\"event\":\"failure\",\"channel\":\"oncall\",\"batch\":{\"workflow_id\":\"%s\","
                  .formatted(result.runId(), result.workflowId()))
          .contains(
              "\"dataset\":\"orders\",\"status\":\"FAILED\",\"ended\":\"COMPLETED\",\"rows\":30,",
              "\"broken_rules\":1,\"rules\":[{\"index\":0,\"type\":\"in_range\",\"columns\":[\"x\"],",
              "\"evaluated\":30,\"failed\":10}");
    }
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void failuresAndTheFirstSuccessAfterThemAreTold() {
    Ear usual = new Ear(0);
    Ear curious = new Ear(1);
    Ear happy = new Ear(0);
    world(
        plugin ->
            plugin
                .addNotifier("usual", usual)
                .addNotifier("curious", curious, EnumSet.allOf(Event.class))
                .addNotifier("happy", happy, EnumSet.of(Event.RECOVERY)));
    Dataset orders = files(2).named("orders");
    String[] all = {"usual", "curious", "happy"};

    check(orders, all);
    engine.slice(1, scan -> scan.fails(0, 10));
    check(orders, all);
    check(orders, all);
    engine.slice(1, scan -> scan.fails(0, 0));
    check(orders.named("others"), all);
    check(orders, all);
    check(orders, all);

    assertThat(usual.events()).containsExactly(Event.FAILURE, Event.FAILURE, Event.RECOVERY);
    assertThat(curious.events())
        .containsExactly(
            Event.SUCCESS,
            Event.FAILURE,
            Event.FAILURE,
            Event.SUCCESS,
            Event.RECOVERY,
            Event.SUCCESS);
    assertThat(happy.events()).containsExactly(Event.RECOVERY);
    assertThat(usual.heard).extracting(Notification::id).doesNotHaveDuplicates();
  }

  @Test
  void whatIsRefusedIsToldAndWhatIsCancelledIsNot() throws InterruptedException {
    Ear ear = new Ear(0);
    world(plugin -> plugin.addNotifier("oncall", ear));
    Dataset nowhere = Dataset.csv(folder.resolve("nowhere.csv").toString());
    BatchHandle refused = telling("oncall").startCheck(nowhere, RULES);
    String run = refused.runId();

    assertThatExceptionOfType(ChunkingException.class).isThrownBy(refused::result);
    told(refused.id(), run);

    assertThat(ear.heard).hasSize(1);
    assertThat(ear.heard.get(0).batch().status()).isEqualTo("ERROR");
    assertThat(ear.heard.get(0).batch().message()).startsWith("No such file: ");

    CountDownLatch scanning = new CountDownLatch(1);
    engine.slice(
        0,
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    BatchHandle cancelled = telling("oncall").startCheck(files(1), RULES);
    scanning.await();
    cancelled.cancel();
    waitUntil(() -> cancelled.describe().over());

    assertThat(history(cancelled.id()).count(EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED))
        .isZero();
  }

  @Test
  void aBatchDoesNotWaitForAChannelThatNobodyKnows() {
    CheckResult result = telling("nobody").checkBatch(files(1), RULES);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    WorkflowStub telling =
        world().client().newUntypedWorkflowStub(result.workflowId() + "/notify-" + result.runId());
    telling.cancel();
    assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(() -> telling.getResult(Void.class));
  }

  @Test
  void slackAndCommandsAreToldToo() throws IOException {
    Path said = folder.resolve("said");
    Path command = folder.resolve("tell");
    Files.writeString(
        command,
        "#!/bin/sh\necho \"$TRUTHOUND_EVENT $TRUTHOUND_DATASET $TRUTHOUND_STATUS\" > "
            + said
            + "\ncat >> "
            + said
            + "\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    try (Receiver receiver = new Receiver(Receiver.Way.TAKES_IT)) {
      world(
          plugin ->
              plugin
                  .addNotifier("slack", new SlackNotifier(receiver.url()))
                  .addNotifier("command", new CommandNotifier(List.of(command.toString()))));
      engine.slice(0, scan -> scan.fails(0, 10));

      check(files(1).named("<!channel> & co"), "slack", "command");

      assertThat(receiver.attempts().get(0).body())
          .startsWith(
              "{\"text\":\"✗ FAILED: check of &lt;!channel&gt; &amp; co, 10 rows\\n• FAILED in_range"
                  + " x: 10 of 10 rows\\n")
          .contains("Workflow truthound-check-");
      assertThat(Files.readString(said))
          .startsWith("failure <!channel> & co FAILED\n{\"id\":\"")
          .endsWith("}");
    }
  }

  @Test
  void refusesWhatTellsNobody() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookNotifier.unsigned(URI.create("ftp://host/secret-path")))
        .withMessage("Invalid URL to post to (allowed: https://<host>/…, or http://<host>/…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookNotifier.signed(URI.create("https://host/"), "whsec_%%%"))
        .withMessage("Invalid secret of a webhook: what follows whsec_ is no Base64")
        .withNoCause();
    assertThatIllegalArgumentException().isThrownBy(() -> new CommandNotifier(List.of()));
  }
}
