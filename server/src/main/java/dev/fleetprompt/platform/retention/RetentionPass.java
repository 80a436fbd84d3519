package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** One run of the job, as its rules see it. For one thread. */
public final class RetentionPass {

  private static final class Tally {
    long deleted;
    long reduced;
    int months;
  }

  private final Instant now;
  private final List<TenantId> tenants;
  private final BooleanSupplier mayGoOn;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private boolean complete = true;

  RetentionPass(Instant now, List<TenantId> tenants, BooleanSupplier mayGoOn) {
    this.now = now;
    this.tenants = List.copyOf(tenants);
    this.mayGoOn = mayGoOn;
  }

  /** All organizations. */
  public List<TenantId> tenants() {
    return tenants;
  }

  /** What is older than this is due where something is kept for so many days. */
  public Instant before(int days) {
    return now.minus(Duration.ofDays(days));
  }

  /** False when the pass has to end; what is left is the next one's. */
  public boolean mayGoOn() {
    if (complete && !mayGoOn.getAsBoolean()) {
      complete = false;
    }
    return complete;
  }

  /**
   * Repeats a batch until it is not full any more or the pass has to end.
   *
   * @param batch does one and returns how many rows it looked at
   */
  public void inBatches(int size, IntSupplier batch) {
    boolean full = true;
    while (full && mayGoOn()) {
      full = batch.getAsInt() == size;
    }
  }

  /** Notes rows that were deleted. */
  public void deleted(String table, long rows) {
    tally(table).deleted += rows;
  }

  /** Notes rows of which only a stub is left. */
  public void reduced(String table, long rows) {
    tally(table).reduced += rows;
  }

  void dropped(String table) {
    tally(table).months++;
  }

  RetentionReport report() {
    List<RetentionReport.Line> lines = new ArrayList<>();
    tallies.forEach((table, tally) -> {
      if (tally.deleted + tally.reduced + tally.months > 0) {
        lines.add(new RetentionReport.Line(table, tally.deleted, tally.reduced, tally.months));
      }
    });
    return new RetentionReport(lines, complete);
  }

  private Tally tally(String table) {
    return tallies.computeIfAbsent(table, any -> new Tally());
  }
}
