package io.truthound.temporal.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityMethod;
import io.truthound.temporal.contract.BaselineActivities;
import io.truthound.temporal.contract.KeyActivities;
import io.truthound.temporal.contract.LearnActivities;
import io.truthound.temporal.contract.MergeActivities;
import io.truthound.temporal.contract.PlanningActivities;
import io.truthound.temporal.contract.ProfileActivities;
import io.truthound.temporal.contract.ReportActivities;
import io.truthound.temporal.contract.SliceActivities;
import io.truthound.temporal.contract.StateActivities;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkKindTest {
  @Test
  void everyActivityThatWorksOnDataIsOfAKind() {
    Stream<String> activities =
        Stream.of(
                PlanningActivities.class,
                SliceActivities.class,
                MergeActivities.class,
                StateActivities.class,
                KeyActivities.class,
                ProfileActivities.class,
                LearnActivities.class,
                BaselineActivities.class,
                ReportActivities.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(method -> method.getAnnotation(ActivityMethod.class).name());

    assertThat(Arrays.stream(WorkKind.values()).map(WorkKind::activityType))
        .containsExactlyInAnyOrderElementsOf(activities.toList());
  }

  @Test
  void isFoundByWhatTemporalCallsTheActivity() {
    assertThat(WorkKind.of("truthoundCountKeys")).isEqualTo(WorkKind.COUNT_KEYS);
    assertThatThrownBy(() -> WorkKind.of("sendMail"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No kind of work: sendMail");
  }
}
