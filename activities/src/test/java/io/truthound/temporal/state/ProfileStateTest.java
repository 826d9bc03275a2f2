package io.truthound.temporal.state;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What profiles are merged from: the same whatever is merged first, down to the bytes. */
class ProfileStateTest {

  @Property(seed = SUITE, tries = 100)
  void bitsGiveTheExactSumsOfDoubles(@ForAll List<Double> numbers) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal found = BigDecimal.ZERO;
    BigDecimal foundSquares = BigDecimal.ZERO;
    for (double number : numbers) {
      BigDecimal exact = new BigDecimal(number);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
      BigInteger rest =
          BigInteger.valueOf(Double.doubleToRawLongBits(number) & ((1L << Buckets.SHIFT) - 1));
      int key = Buckets.key(number);
      found = found.add(Buckets.sum(key, 1, rest));
      foundSquares = foundSquares.add(Buckets.squares(key, 1, rest, rest.multiply(rest)));
    }

    assertThat(found).isEqualByComparingTo(sum);
    assertThat(foundSquares).isEqualByComparingTo(squares);
  }

  @Test
  void tinyAndEndlessDoublesHaveTheirBuckets() {
    assertThat(Buckets.bucket(Buckets.key(0.0))).isZero();
    assertThat(Buckets.bucket(Buckets.key(-0.0))).isZero();
    assertThat(Buckets.bucket(Buckets.key(Double.MIN_VALUE))).isZero();
    assertThat(Buckets.bucket(Buckets.key(1.0))).isEqualTo(Ranks.OFFSET);
    assertThat(Buckets.bucket(Buckets.key(-2.0))).isEqualTo(-Ranks.OFFSET - Ranks.STEPS);
    assertThat(Buckets.bucket(Buckets.key(Double.POSITIVE_INFINITY))).isEqualTo(Ranks.ENDLESS);
    assertThat(Buckets.bucket(Buckets.key(Double.NEGATIVE_INFINITY))).isEqualTo(-Ranks.ENDLESS);
  }

  @Property(seed = SUITE, tries = 100)
  void timesMergeInAnyOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 62) int bits)
      throws IOException {
    Random random = new Random(seed);
    List<Times> parts = new ArrayList<>();
    SortedMap<Long, Long> all = new TreeMap<>();
    int size = 1 + random.nextInt(3_000);
    for (int part = 0; part < 4; part++) {
      SortedMap<Long, Long> values = new TreeMap<>();
      for (int value = 0; value < size; value++) {
        values.merge(random.nextLong() >> (63 - bits), 1L, Long::sum);
      }
      values.forEach((value, count) -> all.merge(value, count, Long::sum));
      parts.add(ArtifactJson.read(ArtifactJson.write(Times.ofValues(values)), Times.class));
    }
    Times expected =
        all.size() <= Times.MOST
            ? Times.ofValues(all)
            : buckets(all, Times.shift(all.firstKey(), all.lastKey()));

    Times forth = parts.stream().reduce(Times.NONE, Times::plus);
    Collections.shuffle(parts, random);
    Times two = parts.get(0).plus(parts.get(1)).plus(parts.get(2).plus(parts.get(3)));

    assertThat(forth.text()).isEqualTo(expected.text());
    assertThat(two.text()).isEqualTo(expected.text());
    assertThat(expected.count()).isEqualTo(4L * size);
    assertThat(expected.values()).hasSizeLessThanOrEqualTo(Times.MOST);
  }

  private static Times buckets(SortedMap<Long, Long> values, int shift) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    values.forEach((value, count) -> counts.merge(value >> shift, count, Long::sum));
    return Times.ofBuckets(shift, counts);
  }

  @Test
  void moreValuesThanAreCountedEachLeaveNothingCounted() {
    List<Frequencies.Value> half = new ArrayList<>();
    List<Frequencies.Value> more = new ArrayList<>();
    for (int value = 0; value < 4_096; value++) {
      half.add(new Frequencies.Value(value, "v" + value, 2));
      more.add(new Frequencies.Value(value + 1, "v" + value + 1, 1));
    }
    Frequencies full = Frequencies.of(half);

    assertThat(full.plus(full).values()).hasSize(4_096).allMatch(value -> value.count() == 4);
    assertThat(full.plus(Frequencies.of(more))).isEqualTo(Frequencies.TOO_MANY);
    assertThat(Frequencies.TOO_MANY.plus(Frequencies.NONE)).isEqualTo(Frequencies.TOO_MANY);
    assertThat(Frequencies.NONE.plus(full)).isEqualTo(full);
  }

  @Test
  void aColumnOfAnotherShapeOrVersionIsNotMerged() {
    ColumnProfileState text = none("string");
    ColumnProfileState number = none("double");
    String old =
        new String(ArtifactJson.write(text), StandardCharsets.UTF_8)
            .replaceFirst("\"version\":1", "\"version\":2");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> text.plus(number))
        .withMessage("Cannot merge profiles of columns x and x");
    org.assertj.core.api.Assertions.assertThatException()
        .isThrownBy(
            () -> ArtifactJson.read(old.getBytes(StandardCharsets.UTF_8), ColumnProfileState.class))
        .withMessageContaining(
            "the profile of column x has version 2; this worker merges version 1");
  }

  private static ColumnProfileState none(String type) {
    return ColumnProfileState.none(
        ColumnNeeds.profiling(new Column("x", DataType.parse(type), true)));
  }

  @Test
  void aColumnThatDoesNotVaryHasNoCorrelationWhateverDoublesLost() {
    double third = 1 / 3.0;
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 2_048; row++) {
      sum += third;
      squares += third * third;
    }
    double[] sums = {sum, sum, squares, squares, squares};
    PairState pair = PairState.of("a", "b", 2_048, sums);

    assertThat(pair.correlation().pearson()).isNull();
    assertThat(pair.correlation().rows()).isEqualTo(2_048);
  }

  @Test
  void sumsBeyondAllDoublesSayNothing() {
    double[] sums = {1, 1, Double.POSITIVE_INFINITY, 1, 1};
    PairState pair = PairState.of("a", "b", 3, sums);

    assertThat(pair.plus(PairState.none("a", "b")).correlation().pearson()).isNull();
    assertThat(pair.plus(pair).rows()).isEqualTo(6);
  }

  @Test
  void fewerHashesThanWereAskedForTellHowManyThereAreBelow() {
    Distincts some = Distincts.of(List.of(1L, 2L, 3L));

    assertThat(some.exact(Long.MAX_VALUE)).isTrue();
    assertThat(some.count(Long.MAX_VALUE)).isEqualTo(3);
    assertThat(some.exact(1L << 60)).isFalse();
    assertThat(some.count(1L << 60)).isEqualTo(24);
  }
}
