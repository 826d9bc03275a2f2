package io.truthound.temporal.state;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The lowest hashes of a column, however they came together. */
class DistinctsTest {
  @Property(seed = SUITE, tries = 40)
  void mergedTheyAreTheLowestOfAll(
      @ForAll("hashes") List<Long> some, @ForAll("hashes") List<Long> others) {
    List<Long> all = new ArrayList<>(some);
    all.addAll(others);
    List<Long> lowest = new TreeSet<>(all).stream().limit(Distincts.MOST).toList();

    Distincts merged = Distincts.of(some).plus(Distincts.of(others));

    assertThat(merged).isEqualTo(Distincts.of(lowest)).hasSameHashCodeAs(Distincts.of(lowest));
    assertThat(merged.text()).isEqualTo(Distincts.of(lowest).text());
    assertThat(Distincts.parse(merged.text())).isEqualTo(merged);
    assertThat(merged.exact()).isEqualTo(lowest.size() < Distincts.MOST);
    if (merged.exact()) {
      assertThat(merged.count()).isEqualTo(lowest.size());
    }
  }

  /** Few, or about as many as are kept; some in both lists, the greatest there is among them. */
  @Provide
  Arbitrary<List<Long>> hashes() {
    Arbitrary<Long> hash =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.longs().between(0, 6_000)),
            Tuple.of(1, Arbitraries.of(0L, 1L << 62, Long.MAX_VALUE)));
    return Arbitraries.oneOf(
        hash.list().ofMaxSize(9), hash.list().ofMinSize(3_000).ofMaxSize(6_000));
  }
}
