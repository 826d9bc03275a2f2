package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The different values of a column that has few: text, truths, whole numbers and floating-point
 * numbers that are finite. Of others, and of long text, none is told.
 *
 * @param texts each of them as text; numbers rising, others in the order of their characters
 * @param once how many of them occur once
 */
record FewValues(List<String> texts, long once) {
  /** The most values of a set. */
  static final int MOST = 20;

  private static final FewValues NONE = new FewValues(List.of(), 0);

  static FewValues of(DataType type, ColumnProfileState state) {
    if (type.textual() || type.kind() == DataType.Kind.BOOL) {
      return state.frequencies() == null ? NONE : ofTexts(state.frequencies());
    }
    boolean finite = state.values().finite() == state.values().values();
    boolean numbers = (type.integral() || type.floating()) && finite;
    Ranks ranks = state.values().ranks();
    return numbers && ranks != null ? ofNumbers(ranks, type) : NONE;
  }

  private static FewValues ofTexts(Frequencies frequencies) {
    boolean whole =
        frequencies.values().stream()
            .allMatch(
                value ->
                    value.text().codePointCount(0, value.text().length()) <= Frequencies.LONGEST);
    if (frequencies.values().size() > MOST || !whole) {
      return NONE;
    }
    return new FewValues(
        frequencies.values().stream()
            .map(Frequencies.Value::text)
            .sorted(Comparator.naturalOrder())
            .toList(),
        frequencies.values().stream().filter(value -> value.count() == 1).count());
  }

  private static FewValues ofNumbers(Ranks ranks, DataType type) {
    List<String> texts = new ArrayList<>();
    long[] once = {0};
    ranks.each(
        (place, count) -> {
          BigDecimal number = place.number();
          if (number != null && texts.size() <= MOST) {
            texts.add(Numbers.shown(number, type));
            once[0] += count == 1 ? 1 : 0;
          }
        });
    return texts.size() > MOST ? NONE : new FewValues(texts, once[0]);
  }
}
