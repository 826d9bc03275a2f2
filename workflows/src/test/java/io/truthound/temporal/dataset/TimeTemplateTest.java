package io.truthound.temporal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTemplateTest {
  /** In Berlin it is the next day already. */
  private static final ZonedDateTime TIME =
      Instant.parse("2026-02-28T23:30:00Z").atZone(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /lake/dt={scheduled:yyyy-MM-dd}/       | /lake/dt=2026-03-01/
          s3://lake/{scheduled:yyyy/MM/dd}/*.csv | s3://lake/2026/03/01/*.csv
          {scheduled-1d:yyyyMMdd}.parquet        | 20260228.parquet
          {scheduled-1M:yyyy-MM}                 | 2026-02
          {scheduled+1w:yyyyMMdd}                | 20260308
          {scheduled-1h:HH'h'}                   | 23h
          {scheduled-6M:MMM}-{scheduled:yyyy}    | Sep-2026
          {scheduled:YYYY-'W'ww}                 | 2026-W09
          /lake/{a,b}/x$1                        | /lake/{a,b}/x$1
          """)
  void writesTheTimeInItsZone(String template, String expected) {
    assertThat(TimeTemplate.resolve(template, TIME)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{scheduled}",
        "{scheduled:}",
        "{scheduled:yyyy",
        "{scheduled-1:yyyy}",
        "{scheduled-1y:yyyy}",
        "{scheduled-d:yyyy}",
        "{scheduled:foo}",
        "{scheduled:YYYY-MM-dd}",
        "{scheduledyyyy}"
      })
  void refusesWhatIsNoPattern(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("/lake/" + template + "/x.csv"))
        .withMessageStartingWith("Invalid place for a time: " + template)
        .withMessageContaining("{scheduled-1d:…}");
  }

  @Test
  void aDatasetKeepsItsName() {
    Dataset template = Dataset.of("/lake/{scheduled:yyyy}.csv", "/lake/more.csv");

    Dataset resolved = template.at(TIME);

    assertThat(template.hasTime()).isTrue();
    assertThat(resolved.uris()).containsExactly("/lake/2026.csv", "/lake/more.csv");
    assertThat(resolved.displayName()).isEqualTo(template.displayName());
    assertThat(resolved.hasTime()).isFalse();
    assertThat(resolved.at(TIME)).isSameAs(resolved);
  }
}
