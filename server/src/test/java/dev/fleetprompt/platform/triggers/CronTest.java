package dev.fleetprompt.platform.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  /**
   * Berlin springs forward on 2026-03-29 at 01:00Z (02:00 to 03:00) and falls back on 2026-10-25 at
   * 01:00Z (03:00 to 02:00); Lord Howe's clocks move by half an hour on 2026-10-03 at 15:30Z.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 8 * * *    | Europe/Berlin       | 2026-03-28T07:00:00Z | 2026-03-29T06:00:00Z
          0 8 * * *    | Europe/Berlin       | 2026-10-24T06:00:00Z | 2026-10-25T07:00:00Z
          30 2 * * *   | Europe/Berlin       | 2026-03-28T01:30:00Z | 2026-03-29T01:00:00Z
          30 2 * * *   | Europe/Berlin       | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
          30 2 * * *   | Europe/Berlin       | 2026-10-24T00:30:00Z | 2026-10-25T00:30:00Z
          30 2 * * *   | Europe/Berlin       | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
          30 2 * * *   | Europe/Berlin       | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
          0 * * * *    | Europe/Berlin       | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z
          0 * * * *    | Europe/Berlin       | 2026-03-29T01:00:00Z | 2026-03-29T02:00:00Z
          */15 * * * * | Europe/Berlin       | 2026-03-29T00:45:00Z | 2026-03-29T01:00:00Z
          */15 * * * * | Europe/Berlin       | 2026-03-29T01:00:00Z | 2026-03-29T01:15:00Z
          */15 * * * * | Europe/Berlin       | 2026-10-25T00:45:00Z | 2026-10-25T02:00:00Z
          15 2 * * *   | Australia/Lord_Howe | 2026-10-02T15:45:00Z | 2026-10-03T15:30:00Z
          0 9 * * 1    | America/New_York    | 2026-11-20T00:00:00Z | 2026-11-23T14:00:00Z
          0 0 29 2 *   | UTC                 | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
          0 0 1 1 *    | Pacific/Apia        | 2026-06-01T00:00:00Z | 2026-12-31T11:00:00Z
          """)
  void theNextTimeKeepsToLocalTime(String cron, String zone, Instant after, Instant next) {
    assertThat(Cron.of(cron, ZoneId.of(zone)).next(after)).hasValue(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 8 * * *  | Europe/Berlin | 2026-03-29T06:00:00Z | 2026-03-28T07:00:00Z
          30 2 * * * | Europe/Berlin | 2026-03-29T01:00:00Z | 2026-03-28T01:30:00Z
          30 2 * * * | Europe/Berlin | 2026-10-26T01:30:00Z | 2026-10-25T00:30:00Z
          0 0 29 2 * | UTC           | 2028-02-29T00:00:00Z | 2024-02-29T00:00:00Z
          * * * * *  | UTC           | 2026-11-20T10:00:30Z | 2026-11-20T10:00:00Z
          """)
  void theTimeBeforeIsFound(String cron, String zone, Instant before, Instant previous) {
    assertThat(Cron.of(cron, ZoneId.of(zone)).previous(before)).hasValue(previous);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 8 * * *", "30 2 * * *", "*/20 1-3 * * *", "0 0 1 * *"})
  void windowsFollowEachOtherWithoutGapThroughAYear(String text) {
    Cron cron = Cron.of(text, ZoneId.of("Europe/Berlin"));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    List<Instant> times = new ArrayList<>();
    Optional<Instant> next = cron.next(at);
    while (next.isPresent() && next.get().isBefore(end)) {
      if (!times.isEmpty()) {
        assertThat(next.get()).isAfter(times.getLast());
        assertThat(cron.previous(next.get())).hasValue(times.getLast());
      }
      times.add(next.get());
      next = cron.next(next.get());
    }
    assertThat(times).hasSizeGreaterThan(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "0 0 8 * * *", "60 * * * *", "0 8 * * x", "0 0 30 2 *"})
  void whatIsNoFiveFieldCronIsRefused(String text) {
    assertThatThrownBy(() -> Cron.of(text, ZoneId.of("UTC")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTimeOfDayIsACronOfItsOwn() {
    assertThat(Cron.daily(LocalTime.of(8, 5), ZoneId.of("UTC")).text()).isEqualTo("5 8 * * *");
  }

  @Test
  void afterAStandstillOnlyTheLatestWindowIsDue() {
    Cron cron = Cron.of("0 8 * * *", ZoneId.of("UTC"));
    Instant handled = Instant.parse("2026-11-16T08:00:00Z");
    assertThat(DueTimes.of(cron, handled, Instant.parse("2026-11-17T07:59:59Z"))).isEmpty();
    assertThat(DueTimes.of(cron, handled, Instant.parse("2026-11-17T08:00:00Z")))
        .hasValue(
            new DueTimes(handled, Instant.parse("2026-11-17T08:00:00Z"), 0, Optional.empty()));
    assertThat(DueTimes.of(cron, handled, Instant.parse("2026-11-20T12:00:00Z")))
        .hasValue(
            new DueTimes(
                Instant.parse("2026-11-19T08:00:00Z"),
                Instant.parse("2026-11-20T08:00:00Z"),
                3,
                Optional.of(Instant.parse("2026-11-17T08:00:00Z"))));
  }
}
