package io.truthound.temporal.reader.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dates and times by their bytes, against those of Java. */
class MomentsTest {
  private static final Pattern MOMENT =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?))?");

  @Test
  void areThoseOfTheCalendarAndTheClock() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      String text =
          "%02d%02d-%02d-%02d%s%02d:%02d:%02d.%d"
              .formatted(
                  random.nextInt(100),
                  random.nextInt(100),
                  random.nextInt(14),
                  random.nextInt(33),
                  random.nextBoolean() ? " " : "T",
                  random.nextInt(25),
                  random.nextInt(61),
                  random.nextInt(61),
                  random.nextInt(Integer.MAX_VALUE));
      text = text.substring(0, random.nextInt(4) == 0 ? 10 : random.nextInt(text.length() + 1));
      if (random.nextInt(4) == 0 && !text.isEmpty()) {
        int at = random.nextInt(text.length());
        text = text.substring(0, at) + "0-:.T é".charAt(random.nextInt(7)) + text.substring(at + 1);
      }
      byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);

      boolean date = Moments.isDate(bytes, 1, bytes.length - 1);
      boolean timestamp = Moments.isTimestamp(bytes, 1, bytes.length - 1);

      assertThat(date).as(text).isEqualTo(isMoment(text, false));
      assertThat(timestamp).as(text).isEqualTo(isMoment(text, true));
    }
  }

  private static boolean isMoment(String text, boolean withTime) {
    Matcher moment = MOMENT.matcher(text);
    if (!moment.matches() || (!withTime && moment.group(2) != null)) {
      return false;
    }
    try {
      LocalDate.parse(moment.group(1));
      if (moment.group(2) != null) {
        LocalTime.parse(moment.group(2));
      }
      return true;
    } catch (DateTimeException noSuchMoment) {
      return false;
    }
  }
}
