package dev.fleetprompt.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MonotonicIdsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

  /** PostgreSQL compares the 16 bytes without sign; the canonical text sorts the same way. */
  private static final Comparator<UUID> AS_POSTGRES = Comparator.comparing(UUID::toString);

  @Test
  void anIdIsOfVersion7AndTellsItsTime() {
    UUID id = Ids.following(Clock.fixed(NOW, ZoneOffset.UTC)).next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(Ids.timeOf(id)).isEqualTo(NOW);
  }

  @Test
  void idsIncreaseWhileTheClockStandsStill() {
    Ids ids = Ids.following(Clock.fixed(NOW, ZoneOffset.UTC));
    List<UUID> made = new ArrayList<>();
    for (int n = 0; n < 20_000; n++) {
      made.add(ids.next());
    }

    assertThat(made).isSortedAccordingTo(AS_POSTGRES).doesNotHaveDuplicates();
  }

  @Test
  void idsIncreaseWhenTheClockIsSetBack() {
    Instant[] time = {NOW};
    Ids ids =
        Ids.following(
            new Clock() {
              @Override
              public Instant instant() {
                return time[0];
              }

              @Override
              public ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(ZoneId zone) {
                return this;
              }
            });
    UUID before = ids.next();
    time[0] = NOW.minus(Duration.ofHours(1));

    assertThat(ids.next()).usingComparator(AS_POSTGRES).isGreaterThan(before);
  }

  @Test
  void threadsNeverGetTheSameId() throws Exception {
    Ids ids = Ids.following(Clock.systemUTC());
    Callable<List<UUID>> maker =
        () -> {
          List<UUID> made = new ArrayList<>();
          for (int n = 0; n < 10_000; n++) {
            made.add(ids.next());
          }
          return made;
        };
    Set<UUID> all = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<UUID>> made : threads.invokeAll(List.of(maker, maker, maker, maker))) {
        assertThat(made.get()).isSortedAccordingTo(AS_POSTGRES);
        all.addAll(made.get());
      }
    }

    assertThat(all).hasSize(40_000);
  }

  @Test
  void theLowestIdAtAnInstantIsNotAboveOneMadeThen() {
    UUID lowest = Ids.lowestAt(NOW);

    assertThat(Ids.following(Clock.fixed(NOW, ZoneOffset.UTC)).next())
        .usingComparator(AS_POSTGRES)
        .isGreaterThan(lowest);
    assertThat(Ids.following(Clock.fixed(NOW.minusMillis(1), ZoneOffset.UTC)).next())
        .usingComparator(AS_POSTGRES)
        .isLessThan(lowest);
  }
}
