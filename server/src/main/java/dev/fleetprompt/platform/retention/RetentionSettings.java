package dev.fleetprompt.platform.retention;

import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what has no period of an organization's own. Each setting can be given as an
 * environment variable: {@code FLEET_RETENTION_RUNSDAYS} and so on.
 *
 * @param signalsDays days that a signal stays after it was recorded, at least 1
 * @param runsDays days that a run, its journal and its payloads stay after its end, at least 1
 * @param directivesDays days that a directive and its attempts stay after its end, at least 1
 * @param at when the nightly job is due, in UTC
 */
@ConfigurationProperties("fleet.retention")
public record RetentionSettings(
    @DefaultValue("30") int signalsDays,
    @DefaultValue("90") int runsDays,
    @DefaultValue("365") int directivesDays,
    @DefaultValue("03:00") LocalTime at) {

  private static final int MOST_DAYS = 36_500;

  public RetentionSettings {
    check("signals-days", signalsDays);
    check("runs-days", runsDays);
    check("directives-days", directivesDays);
  }

  /** What applies when nothing is set. */
  public static RetentionSettings standard() {
    return new RetentionSettings(30, 90, 365, LocalTime.of(3, 0));
  }

  private static void check(String name, int days) {
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "fleet.retention.%s must be 1 to %d days, not %d".formatted(name, MOST_DAYS, days));
    }
  }
}
