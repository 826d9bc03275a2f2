package io.truthound.temporal.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.ValidationFailure;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** The whole application with Temporal's server in memory. */
@SpringBootTest
@ActiveProfiles("test")
@Timeout(60)
class WeatherApplicationTest {
  private static final Path WEATHER = Path.of("..", "seattle-weather.csv");

  @Autowired private WeatherChecks checks;
  @Autowired private WorkflowClient client;
  @Autowired private MeterRegistry meters;

  @Test
  void aServiceHasAFileChecked() {
    CheckResult result = checks.check(WEATHER.toString());

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.dataset().rows()).isEqualTo(1461);
    assertThat(result.failures())
        .extracting(ValidationFailure::name, ValidationFailure::message)
        .containsExactly(tuple("rain is wet", "44 of 641 rows failed"));
    assertThat(meters.get("truthound.attempts").tag("kind", "check_slice").timer().count())
        .isPositive();
  }

  @Test
  void theApplicationsOwnWorkflowWorksBeside() {
    Load load = client.newWorkflowStub(Load.class, onLoads());

    assertThat(load.load(WEATHER.toString())).isEqualTo("loaded 48219 bytes");
  }

  @Test
  void theApplicationsOwnTaskQueueHasNoActivitiesOfThePlugin() {
    Trespass trespass = client.newWorkflowStub(Trespass.class, onLoads());

    assertThatThrownBy(() -> trespass.call(WireNames.PLAN))
        .rootCause()
        .hasMessageContaining(
            "Activity Type \"truthoundPlan\" is not registered with a worker."
                + " Known types are: Copy");
  }

  private static WorkflowOptions onLoads() {
    return WorkflowOptions.newBuilder().setTaskQueue("loads").build();
  }

  /** Calls an activity that may not be there. */
  @WorkflowInterface
  public interface Trespass {
    @WorkflowMethod
    void call(String activity);
  }

  /** Calls it once, on the task queue it is on itself. */
  @WorkflowImpl(taskQueues = "loads")
  public static class TrespassWorkflow implements Trespass {
    @Override
    public void call(String activity) {
      Workflow.newUntypedActivityStub(
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofSeconds(10))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build())
          .execute(activity, Void.class);
    }
  }
}
