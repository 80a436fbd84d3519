package dev.fleetprompt.surface.terminal.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2011-11-17                    | 2011-11-16T23:00:00Z
          2011-07-17                    | 2011-07-16T22:00:00Z
          2011-11-17T10:30              | 2011-11-17T09:30:00Z
          2011-11-17 10:30:15           | 2011-11-17T09:30:15Z
          2011-11-17 10:30:15.250       | 2011-11-17T09:30:15.250Z
          2011-11-17T10:30:15Z          | 2011-11-17T10:30:15Z
          2011-11-17T10:30:15+02:00     | 2011-11-17T08:30:15Z
          2011-11-17 10:30:15 +0000     | 2011-11-17T10:30:15Z
          2011-11-17 10:30:15 UTC       | 2011-11-17T10:30:15Z
          2011/11/17                    | 2011-11-16T23:00:00Z
          20111117                      | 2011-11-16T23:00:00Z
          17.11.2011                    | 2011-11-16T23:00:00Z
          17.11.2011, 10:30             | 2011-11-17T09:30:00Z
          17/11/2011 10:30 PM           | 2011-11-17T21:30:00Z
          17/11/2011 12:05 am           | 2011-11-16T23:05:00Z
          3/4/11 8:26                   | 2011-04-03T06:26:00Z
          17 Nov 2011                   | 2011-11-16T23:00:00Z
          17-November-2011 10:30        | 2011-11-17T09:30:00Z
          Nov 17, 2011                  | 2011-11-16T23:00:00Z
          2011-03-27 02:30              | 2011-03-27T01:30:00Z
          """)
  void datesAreRead(String written, Instant meant) {
    assertThat(new Dates(DayOrder.DMY, BERLIN).read(written)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2011-02-29",
        "2011-13-01",
        "31/02/2011",
        "17 Foo 2011",
        "0001-01-01",
        "9999-01-01",
        "2011-11-17 25:00",
        "13:30",
        "40000",
        "17/11-2011",
        "2011-11-17 13:00 pm"
      })
  void otherTextIsNoDate(String written) {
    assertThat(new Dates(DayOrder.DMY, BERLIN).read(written)).isEmpty();
  }

  @Test
  void theSamplesTellTheOrder() {
    Instant march = Instant.parse("2011-03-04T00:00:00Z");
    Instant april = Instant.parse("2011-04-03T00:00:00Z");
    ZoneId utc = ZoneId.of("UTC");

    assertThat(Dates.like(List.of("3/4/2011", "12/25/2011"), utc).read("3/4/2011")).contains(march);
    assertThat(Dates.like(List.of("3/4/2011", "25/12/2011"), utc).read("3/4/2011")).contains(april);
    assertThat(Dates.like(List.of("3.4.2011"), utc).read("3.4.2011")).contains(april);
  }

  @Test
  void samplesThatCanBeReadInTwoWaysAreNotGuessed() {
    assertThatThrownBy(() -> Dates.like(List.of("3/4/2011", "5/6/2011"), BERLIN))
        .isInstanceOf(OrderFileException.class)
        .hasMessageContaining("'5/6/2011'")
        .hasMessageContaining("--date-order");
  }
}
