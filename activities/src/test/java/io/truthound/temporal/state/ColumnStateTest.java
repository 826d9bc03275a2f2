package io.truthound.temporal.state;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The algebra of states, down to their bytes. */
class ColumnStateTest {
  private static final ColumnNeeds NEEDS =
      new ColumnNeeds("x", DataType.parse("double"), true, true, true, true, true);

  @Property(seed = SUITE, tries = 30)
  void mergingIsAssociative(
      @ForAll("states") ColumnState a,
      @ForAll("states") ColumnState b,
      @ForAll("states") ColumnState c) {
    assertThat(json(a.plus(b).plus(c))).isEqualTo(json(a.plus(b.plus(c))));
  }

  @Property(seed = SUITE, tries = 30)
  void mergingIsCommutative(@ForAll("states") ColumnState a, @ForAll("states") ColumnState b) {
    assertThat(json(a.plus(b))).isEqualTo(json(b.plus(a)));
  }

  @Property(seed = SUITE, tries = 30)
  void nothingIsTheIdentity(@ForAll("states") ColumnState a) {
    assertThat(json(a.plus(ColumnState.none(NEEDS)))).isEqualTo(json(a));
    assertThat(ColumnState.none(NEEDS).plus(a)).isEqualTo(a);
  }

  @Property(seed = SUITE, tries = 30)
  void comesBackEqualFromTheWire(@ForAll("states") ColumnState a) throws IOException {
    assertThat(ArtifactJson.read(ArtifactJson.write(a), ColumnState.class)).isEqualTo(a);
  }

  @Test
  void readsNumbersOfThousandsOfDigits() throws IOException {
    BigDecimal tiny = new BigDecimal(Double.MIN_VALUE).add(new BigDecimal(Double.MAX_VALUE));
    ColumnState state = ColumnState.of(NEEDS, 1, 0, 0).moments(tiny, tiny.pow(2)).build();

    assertThat(ArtifactJson.read(ArtifactJson.write(state), ColumnState.class)).isEqualTo(state);
  }

  @Test
  void refusesAStateOfAnotherVersion() {
    String newer = json(ColumnState.none(NEEDS)).replace("\"version\":1", "\"version\":2");

    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(
            () -> ArtifactJson.read(newer.getBytes(StandardCharsets.UTF_8), ColumnState.class))
        .withMessageContaining("the state of column x has version 2; this worker merges version 1");
  }

  @Test
  void refusesToMergeWhatIsNotAlike() {
    ColumnState state = ColumnState.none(NEEDS);
    ColumnState other =
        ColumnState.none(
            new ColumnNeeds("y", DataType.parse("double"), true, true, true, true, true));
    ColumnState less =
        ColumnState.none(
            new ColumnNeeds("x", DataType.parse("double"), true, false, true, true, true));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.plus(other))
        .withMessage("Cannot merge states of columns x and y");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.plus(less))
        .withMessage("Cannot merge moments with and without squares");
  }

  @Provide
  Arbitrary<ColumnState> states() {
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 1L << 40);
    Arbitrary<Place> places =
        Arbitraries.oneOf(numbers().map(Place::of), Arbitraries.of(Place.LOWEST, Place.HIGHEST));
    return Combinators.combine(
            counts, counts, counts, numbers(), numbers(), places, places, Arbitraries.longs())
        .as(
            (finite, nan, infinite, sum, squares, one, other, seed) -> {
              Random random = new Random(seed);
              ColumnState.Builder state =
                  ColumnState.of(NEEDS, finite + nan + infinite, nan, infinite)
                      .moments(sum, squares);
              if (finite + infinite > 0) {
                boolean rising = one.compareTo(other) <= 0;
                state.extremes(rising ? one : other, rising ? other : one);
              }
              return state.ranks(ranks(random)).distincts(distincts(random)).build();
            });
  }

  /** Some values, so many that merging may pass what is counted each; or buckets. */
  private static Ranks ranks(Random random) {
    if (random.nextInt(4) == 0) {
      SortedMap<Integer, Long> buckets = new TreeMap<>();
      random.ints(50, -500, 500).forEach(bucket -> buckets.put(bucket, 1L + random.nextInt(9)));
      return Ranks.ofBuckets(buckets);
    }
    List<Ranks.Value> values = new ArrayList<>();
    int count = random.nextInt(3) == 0 ? Ranks.MOST_VALUES : random.nextInt(60);
    int first = random.nextInt(3_000);
    for (int value = first; value < first + count; value++) {
      values.add(new Ranks.Value(Place.of(value / 7.0), value / 100, 1 + random.nextInt(9)));
    }
    return Ranks.ofValues(values);
  }

  private static Distincts distincts(Random random) {
    List<Long> hashes = new ArrayList<>();
    random.longs(random.nextInt(5_000), 0, 9_000).forEach(hashes::add);
    return Distincts.of(hashes);
  }

  private static Arbitrary<BigDecimal> numbers() {
    return Combinators.combine(
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(50).negate(), BigInteger.TEN.pow(50)),
            Arbitraries.integers().between(-300, 1_100))
        .as(BigDecimal::new);
  }

  private static String json(ColumnState state) {
    return new String(ArtifactJson.write(state), StandardCharsets.UTF_8);
  }
}
