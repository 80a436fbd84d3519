package dev.fleetprompt.platform.directives;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How far a directive came, and where it may go from there. */
public enum DirectiveState {
  /** Waits for a person's decision. */
  PROPOSED,
  /** Will run, but not yet: its start lies ahead. */
  SCHEDULED,
  /** May run now. */
  APPROVED,
  /** Its first attempt has begun; it may be between two attempts. */
  RUNNING,
  /** It took effect. */
  COMPLETED,
  /** It took no effect, and will not any more. */
  FAILED,
  /** It may have taken effect; nobody knows. */
  IN_DOUBT,
  /** A person said no. */
  REJECTED,
  /** Its time ran out before it began. */
  EXPIRED,
  /** A policy said no. */
  DENIED,
  /** It was taken back before it began, or between two attempts. */
  CANCELLED;

  private static final Map<DirectiveState, Set<DirectiveState>> MOVES =
      Map.of(
          PROPOSED, EnumSet.of(SCHEDULED, APPROVED, REJECTED, EXPIRED, DENIED, CANCELLED),
          SCHEDULED, EnumSet.of(RUNNING, EXPIRED, CANCELLED),
          APPROVED, EnumSet.of(RUNNING, EXPIRED, CANCELLED),
          RUNNING, EnumSet.of(RUNNING, COMPLETED, FAILED, IN_DOUBT, CANCELLED),
          IN_DOUBT, EnumSet.of(COMPLETED, APPROVED, FAILED));

  private static final Set<DirectiveState> RELEASING =
      EnumSet.of(FAILED, REJECTED, EXPIRED, DENIED, CANCELLED);

  public boolean mayBecome(DirectiveState next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** The states from which this one can be reached. */
  Set<DirectiveState> origins() {
    Set<DirectiveState> origins = EnumSet.noneOf(DirectiveState.class);
    MOVES.forEach((from, to) -> {
      if (to.contains(this)) {
        origins.add(from);
      }
    });
    return origins;
  }

  /** Whether nothing more can happen to it. */
  public boolean isFinal() {
    return !MOVES.containsKey(this);
  }

  /** Whether another directive may use its business key, because this one took no effect. */
  public boolean releasesKey() {
    return RELEASING.contains(this);
  }

  /** As it is stored and sent. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DirectiveState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
