package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Appends a signal. Made by {@link SignalEntry} only, so nothing unchecked is ever appended. When
 * its type is subscribed, the unit of work also queues the signal for dispatch.
 */
public final class AppendSignal implements Change {

  private final Signal signal;
  private final boolean outside;
  private volatile @Nullable Outcome outcome;

  AppendSignal(Signal signal, boolean outside) {
    this.signal = signal;
    this.outside = outside;
  }

  /** What became of it. */
  public sealed interface Outcome {

    /** The id under which the fact is recorded. */
    UUID id();

    /** It was not known before. */
    record Created(UUID id) implements Outcome {}

    /** An event with this source and id is recorded already; nothing was written. */
    record Existing(UUID id) implements Outcome {}
  }

  /** As it will be recorded unless it exists already. */
  public Signal signal() {
    return signal;
  }

  boolean outside() {
    return outside;
  }

  /** To be asked after the commit. */
  public Outcome outcome() {
    Outcome known = outcome;
    if (known == null) {
      throw new IllegalStateException("Not committed yet.");
    }
    return known;
  }

  void decide(Outcome decided) {
    outcome = decided;
  }
}
