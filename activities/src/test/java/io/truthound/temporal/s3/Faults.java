package io.truthound.temporal.s3;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which requests fail, and how. Asked by many threads at once. */
@FunctionalInterface
public interface Faults {
  /** Nothing fails. */
  Faults NONE = (request, numberOfRequest) -> null;

  /**
   * Returns what goes wrong with a request, or null where nothing does.
   *
   * @param numberOfRequest from 1, in the order of arrival
   */
  @Nullable Fault next(Request request, int numberOfRequest);

  /** Every request fails that can fail so. */
  static Faults always(Fault.Kind kind) {
    return first(Integer.MAX_VALUE, kind);
  }

  /** The first requests fail of those that can fail so. */
  static Faults first(int count, Fault.Kind kind) {
    return first(count, Fault.of(kind));
  }

  /** The first requests fail of those that can fail so. */
  static Faults first(int count, Fault fault) {
    AtomicInteger left = new AtomicInteger(count);
    return (request, numberOfRequest) ->
        fault.kind().suits(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0
            ? fault
            : null;
  }

  /**
   * Some requests fail in some of the ways, at any place; which ones, how and where depends on
   * nothing but the seed, the number of the request and which of the ways suit it.
   *
   * @param rate the share of requests that fail, from 0 to 1
   */
  static Faults seeded(long seed, double rate, Set<Fault.Kind> kinds) {
    List<Fault.Kind> inOrder = kinds.stream().sorted().toList();
    return (request, numberOfRequest) -> {
      SplittableRandom random =
          new SplittableRandom(new SplittableRandom(seed).nextLong() + 31L * numberOfRequest);
      List<Fault.Kind> suitable = inOrder.stream().filter(kind -> kind.suits(request)).toList();
      if (random.nextDouble() >= rate || suitable.isEmpty()) {
        return null;
      }
      return Fault.of(suitable.get(random.nextInt(suitable.size()))).at(random.nextDouble());
    };
  }

  /** Returns faults that spare all other requests. */
  default Faults where(Predicate<Request> chosen) {
    return (request, numberOfRequest) ->
        chosen.test(request) ? next(request, numberOfRequest) : null;
  }
}
