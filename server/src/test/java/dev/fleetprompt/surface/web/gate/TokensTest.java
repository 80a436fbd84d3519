package dev.fleetprompt.surface.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokensTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
  private final Tokens tokens = new Tokens(Duration.ofMinutes(10), 2, clock);

  @Test
  void aTokenIsUsedOnce() {
    String token = tokens.issue();

    assertThat(tokens.use(token)).isTrue();
    assertThat(tokens.use(token)).isFalse();
  }

  @Test
  void aTokenEnds() {
    String token = tokens.issue();
    now = now.plus(Duration.ofMinutes(10));

    assertThat(tokens.isGood(token)).isFalse();
    assertThat(tokens.use(token)).isFalse();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    String first = tokens.issue();
    String second = tokens.issue();
    String third = tokens.issue();

    assertThat(tokens.isGood(first)).isFalse();
    assertThat(tokens.isGood(second)).isTrue();
    assertThat(tokens.isGood(third)).isTrue();
  }
}
