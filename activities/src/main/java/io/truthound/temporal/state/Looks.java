package io.truthound.temporal.state;

/**
 * Counts texts by what they look like; each under the first that fits. {@link #plus} is associative
 * and commutative; {@link #NONE} is its identity.
 *
 * @param blank nothing but white space
 * @param emails e-mail addresses
 * @param urls URLs
 * @param numbers numbers
 * @param dates ISO dates, with or without a time
 * @param uuids UUIDs
 */
public record Looks(long blank, long emails, long urls, long numbers, long dates, long uuids) {
  /** Nothing counted. */
  public static final Looks NONE = new Looks(0, 0, 0, 0, 0, 0);

  /** What a text can look like. */
  public enum Look {
    OTHER(0),
    BLANK(1),
    EMAIL(2),
    URL(3),
    NUMBER(4),
    DATE(5),
    UUID(6);

    private final int number;

    Look(int number) {
      this.number = number;
    }

    /** Returns the number that stands for it. */
    public int number() {
      return number;
    }

    /**
     * Returns what a number stands for.
     *
     * @throws IllegalArgumentException if for nothing
     */
    public static Look of(int number) {
      for (Look look : values()) {
        if (look.number == number) {
          return look;
        }
      }
      throw new IllegalArgumentException("Invalid look: " + number);
    }
  }

  /** Counts so many texts of one look. */
  public Looks plus(Look look, long count) {
    return switch (look) {
      case OTHER -> this;
      case BLANK -> plus(new Looks(count, 0, 0, 0, 0, 0));
      case EMAIL -> plus(new Looks(0, count, 0, 0, 0, 0));
      case URL -> plus(new Looks(0, 0, count, 0, 0, 0));
      case NUMBER -> plus(new Looks(0, 0, 0, count, 0, 0));
      case DATE -> plus(new Looks(0, 0, 0, 0, count, 0));
      case UUID -> plus(new Looks(0, 0, 0, 0, 0, count));
    };
  }

  public Looks plus(Looks other) {
    return new Looks(
        Math.addExact(blank, other.blank),
        Math.addExact(emails, other.emails),
        Math.addExact(urls, other.urls),
        Math.addExact(numbers, other.numbers),
        Math.addExact(dates, other.dates),
        Math.addExact(uuids, other.uuids));
  }
}
