package io.truthound.temporal.fetch;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.reader.ByteRange;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RangesTest {
  private static final int END = 64;

  @Provide
  Arbitrary<ByteRange> range() {
    return Combinators.combine(
            Arbitraries.integers().between(0, END), Arbitraries.integers().between(0, 16))
        .as(ByteRange::new);
  }

  @Provide
  Arbitrary<List<ByteRange>> ranges() {
    return range().list().ofMaxSize(12);
  }

  private static BitSet bits(List<ByteRange> ranges) {
    BitSet bits = new BitSet();
    ranges.forEach(range -> bits.set((int) range.offset(), (int) range.end()));
    return bits;
  }

  @Property(seed = SUITE)
  void holdTheBytesThatWereAddedAndNoOthers(@ForAll("ranges") List<ByteRange> added) {
    Ranges ranges = Ranges.of(added);

    assertThat(bits(ranges.all())).isEqualTo(bits(added));
    assertThat(ranges.bytes()).isEqualTo(bits(added).cardinality());
    for (int at = 1; at < ranges.all().size(); at++) {
      assertThat(ranges.all().get(at).offset()).isGreaterThan(ranges.all().get(at - 1).end());
    }
  }

  @Property(seed = SUITE)
  void whatIsMissingIsWhatWasNotAdded(
      @ForAll("ranges") List<ByteRange> added, @ForAll("range") ByteRange wanted) {
    BitSet expected = bits(List.of(wanted));
    expected.andNot(bits(added));

    assertThat(bits(Ranges.of(added).missing(wanted))).isEqualTo(expected);
  }

  @Property(seed = SUITE)
  void joinedTheyHaveAllBytesAndAFewMore(@ForAll("ranges") List<ByteRange> added) {
    Ranges ranges = Ranges.of(added);
    BitSet joined = bits(ranges.joined(4, 8));

    BitSet lost = bits(added);
    lost.andNot(joined);
    assertThat(lost.isEmpty()).isTrue();
    assertThat(joined.cardinality() - ranges.bytes()).isBetween(0L, ranges.bytes() / 4);
    assertThat(ranges.joined(4, 8).size()).isLessThanOrEqualTo(ranges.all().size());
  }
}
