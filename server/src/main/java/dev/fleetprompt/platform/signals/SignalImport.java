package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes in many events at once. Events that exist already change nothing, so an import may be
 * repeated from its beginning; one that breaks off leaves the units before it in place.
 */
@Component
public class SignalImport {

  private static final int UNIT = 500;
  private static final int SHOWN_REFUSALS = 100;

  private final SignalEntry entry;
  private final Commits commits;

  SignalImport(SignalEntry entry, Commits commits) {
    this.entry = entry;
    this.commits = commits;
  }

  /**
   * An event that was refused and left out.
   *
   * @param index its place among the events, from 0
   */
  public record Refusal(long index, InvalidSignalException reason) {}

  /**
   * What an import did.
   *
   * @param created how many events are new
   * @param existing how many were recorded before
   * @param refused how many were left out
   * @param refusals the first 100 of these
   */
  public record Report(long created, long existing, long refused, List<Refusal> refusals) {}

  /** Takes all events in; returns when they are durable. */
  public Report take(TenantId tenant, Iterator<OutsideEvent> events, Actor actor) {
    long index = 0;
    long created = 0;
    long existing = 0;
    long refused = 0;
    List<Refusal> refusals = new ArrayList<>();
    List<AppendSignal> unit = new ArrayList<>(UNIT);
    while (events.hasNext()) {
      try {
        unit.add(entry.outside(tenant, events.next(), actor));
      } catch (InvalidSignalException e) {
        refused++;
        if (refusals.size() < SHOWN_REFUSALS) {
          refusals.add(new Refusal(index, e));
        }
      }
      index++;
      if (unit.size() == UNIT || (!events.hasNext() && !unit.isEmpty())) {
        commits.commit(new UnitOfWork(tenant).addAll(unit));
        long fresh = unit.stream().filter(SignalImport::isNew).count();
        created += fresh;
        existing += unit.size() - fresh;
        unit.clear();
      }
    }
    return new Report(created, existing, refused, List.copyOf(refusals));
  }

  private static boolean isNew(AppendSignal append) {
    return append.outcome() instanceof AppendSignal.Outcome.Created;
  }
}
