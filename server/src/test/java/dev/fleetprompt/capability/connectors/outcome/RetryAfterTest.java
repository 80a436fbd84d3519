package dev.fleetprompt.capability.connectors.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void secondsAndDatesAreBothRead() {
    assertThat(RetryAfter.parse(" 7 ", NOW)).contains(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse("Fri, 20 Nov 2026 10:01:30 GMT", NOW))
        .contains(Duration.ofSeconds(90));
  }

  @Test
  void theWaitIsBounded() {
    assertThat(RetryAfter.parse("999999999", NOW)).contains(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("Fri, 20 Nov 2099 10:01:30 GMT", NOW)).contains(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("Fri, 20 Nov 2020 10:01:30 GMT", NOW)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1e9", "99999999999999999999"})
  void anythingElseSaysNothing(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }
}
