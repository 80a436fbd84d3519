package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * Times of a schedule whose runs never were, or were late.
 *
 * @param schedule its id
 * @param name what it is called
 * @param zone in which its times are meant
 * @param installation for which it runs
 * @param first the first of them
 * @param until the time up to which all is dealt with now: it names this gap for good
 * @param missed how many runs never were; more than 1,000 count as 1,000
 * @param late how long after {@code until} it is dealt with
 * @param run the run of the latest time, which is begun now; empty where none could be
 * @param reason why
 * @param signal {@code schedule.missed}, which tells of it
 */
public record MissedTime(
    TenantId tenant,
    UUID schedule,
    String name,
    String workflow,
    ZoneId zone,
    Optional<UUID> installation,
    Instant first,
    Instant until,
    int missed,
    Duration late,
    Optional<UUID> run,
    Reason reason,
    UUID signal) {

  /** What it belongs to: the run that makes up for it, or else the fact itself. */
  public Link correlation() {
    return run.map(Link::run).orElseGet(() -> Link.signal(signal));
  }

  /** Why a run never was, or not when it should. */
  public enum Reason {
    /** No node ran at the time. Only the latest window is made up for. */
    STANDSTILL("standstill"),
    /**
     * The only time that was due is run, but notably late: more than {@link Scheduler#LATE} after.
     * Then none was missed.
     */
    LATE("late"),
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
