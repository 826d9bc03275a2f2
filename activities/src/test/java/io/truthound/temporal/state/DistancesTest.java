package io.truthound.temporal.state;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.rule.DriftMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances of distributions, worked out by hand or with SciPy. */
class DistancesTest {

  @ParameterizedTest(name = "{0} of {1} and {2}")
  @CsvSource({
    "ks, 1 1 1 1, 1 1 1 1, 0",
    "ks, 1 1 1 1, 4 0 0 0, 0.75",
    "ks, 1 1 1 1, 0 0 0 9, 0.75",
    "tvd, 1 1 1 1, 2 0 1 1, 0.25",
    "tvd, 1 0, 0 1, 1",
    // (0.75 - 0.5) ln 1.5 + (0.25 - 0.5) ln 0.5
    "psi, 1 1, 3 1, 0.274653",
    // an empty bin counts as 0.0001: 0.9999 ln 10000 twice
    "psi, 1 0, 0 1, 18.418839",
    "js, 1 0, 0 1, 1",
    // scipy.spatial.distance.jensenshannon([.5, .5], [.75, .25], 2)
    "js, 1 1, 3 1, 0.220896",
    "js, 5 5, 1 1, 0",
  })
  void areThoseOfTheirFormulas(String method, String before, String now, BigDecimal expected) {
    assertThat(Distances.of(DriftMethod.parse(method), counts(before), counts(now)))
        .isEqualByComparingTo(expected);
  }

  @Property(seed = SUITE, tries = 200)
  void dependOnSharesAlone(
      @ForAll @Size(6) List<@LongRange(max = 1_000) Long> some,
      @ForAll @Size(6) List<@LongRange(max = 1_000) Long> others,
      @ForAll DriftMethod method) {
    List<Long> before = new ArrayList<>(some);
    List<Long> now = new ArrayList<>(others);
    before.set(0, before.get(0) + 1);
    now.set(5, now.get(5) + 1);

    BigDecimal distance = Distances.of(method, before, now);

    assertThat(distance)
        .isBetween(BigDecimal.ZERO, new BigDecimal(method == DriftMethod.PSI ? 20 : 1));
    assertThat(Distances.of(method, now, before)).isEqualByComparingTo(distance);
    assertThat(Distances.of(method, times(3, before), times(7, now)))
        .isEqualByComparingTo(distance);
    assertThat(Distances.of(method, before, times(2, before))).isEqualByComparingTo("0");
  }

  private static List<Long> times(long factor, List<Long> counts) {
    return counts.stream().map(count -> factor * count).toList();
  }

  private static List<Long> counts(String text) {
    return Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }
}
