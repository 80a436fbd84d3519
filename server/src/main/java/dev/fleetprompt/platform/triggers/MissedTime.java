package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Times of a schedule whose runs never were.
 *
 * @param schedule its id
 * @param name what it is called
 * @param zone in which its times are meant
 * @param first the first of them
 * @param until the time up to which all is dealt with now: it names this gap for good
 * @param missed how many; more than 1,000 count as 1,000
 * @param reason why
 * @param correlation what the fact belongs to
 */
public record MissedTime(
    TenantId tenant,
    UUID schedule,
    String name,
    String workflow,
    ZoneId zone,
    Instant first,
    Instant until,
    int missed,
    Reason reason,
    Link correlation) {

  /** Why a run never was. */
  public enum Reason {
    /** No node ran at the time. Only the latest window is made up for. */
    STANDSTILL("standstill"),
    /** The run could not be started, several times in a row. */
    START_FAILED("start_failed");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** As signals write it. */
    public String text() {
      return text;
    }
  }
}
