package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the literal of a rule as a value of a column's type, so that planning and engines agree on
 * what a text such as {@code 2024-02-29} means.
 */
public final class TypedLiteral {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
  private static final Pattern DATE_TIME = Pattern.compile(DATE + "[T ]" + TIME);
  private static final Pattern OFFSET_DATE_TIME =
      Pattern.compile(DATE_TIME + "(Z|[+-]\\d{2}:\\d{2})");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private TypedLiteral() {}

  /**
   * Returns a bound for a numeric or temporal column: BigDecimal, LocalDate, LocalDateTime,
   * OffsetDateTime at UTC or LocalTime; all bounds of one type compare with each other. Numbers may
   * be given as text; a date stands for its first instant, and points in time without an offset are
   * in UTC. Empty where the literal is no such value or the type has no order for rules.
   */
  public static Optional<Comparable<?>> bound(DataType type, Object literal) {
    if (type.numeric()) {
      return literal instanceof String text ? number(text) : number(literal);
    }
    if (!type.temporal() || !(literal instanceof String text)) {
      return Optional.empty();
    }
    try {
      return temporal(type, text);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns a member of a set of values of the column's type: as {@link #bound}, but numbers are
   * numbers, and a String (text, and UUIDs in lower case) or a Boolean where the type is one. Empty
   * where the literal is no such value.
   */
  public static Optional<Object> member(DataType type, Object literal) {
    return switch (type.kind()) {
      case STRING -> Optional.of(literal).filter(String.class::isInstance);
      case BOOL -> Optional.of(literal).filter(Boolean.class::isInstance);
      case UUID -> uuid(literal);
      default ->
          type.numeric() && literal instanceof String
              ? Optional.empty()
              : bound(type, literal).map(Object.class::cast);
    };
  }

  /** Says in words what {@link #bound} accepts for a type. */
  static String words(DataType type) {
    return switch (type.kind()) {
      case DATE -> "a date such as 2024-12-31";
      case TIMESTAMP -> "a timestamp such as 2024-12-31T23:59:59, without an offset";
      case TIMESTAMP_TZ -> "a timestamp such as 2024-12-31T23:59:59Z";
      case TIME -> "a time such as 23:59:59";
      case STRING -> "text";
      case BOOL -> "true or false";
      case UUID -> "a UUID";
      default -> "a number";
    };
  }

  private static Optional<Comparable<?>> number(Object literal) {
    return literal instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
  }

  private static Optional<Comparable<?>> number(String text) {
    boolean plain = text.length() <= 100 && NUMBER.matcher(text).matches();
    return plain ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Optional<Object> uuid(Object literal) {
    return Optional.of(literal)
        .filter(String.class::isInstance)
        .map(text -> ((String) text).toLowerCase(Locale.ROOT))
        .filter(text -> UUID.matcher(text).matches())
        .map(Object.class::cast);
  }

  private static Optional<Comparable<?>> temporal(DataType type, String text) {
    return switch (type.kind()) {
      case DATE ->
          DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
      case TIME ->
          TIME.matcher(text).matches() ? Optional.of(LocalTime.parse(text)) : Optional.empty();
      case TIMESTAMP -> timestamp(text).map(moment -> moment);
      default -> instant(text).map(moment -> moment);
    };
  }

  private static Optional<LocalDateTime> timestamp(String text) {
    if (DATE.matcher(text).matches()) {
      return Optional.of(LocalDate.parse(text).atStartOfDay());
    }
    return DATE_TIME.matcher(text).matches()
        ? Optional.of(LocalDateTime.parse(text.replace(' ', 'T')))
        : Optional.empty();
  }

  private static Optional<OffsetDateTime> instant(String text) {
    if (OFFSET_DATE_TIME.matcher(text).matches()) {
      return Optional.of(
          OffsetDateTime.parse(text.replace(' ', 'T'), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
              .withOffsetSameInstant(ZoneOffset.UTC));
    }
    return timestamp(text).map(local -> local.atOffset(ZoneOffset.UTC));
  }
}
