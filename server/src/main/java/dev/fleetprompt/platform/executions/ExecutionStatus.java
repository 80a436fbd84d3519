package dev.fleetprompt.platform.executions;

import java.util.Locale;

/** Where a run stands. */
public enum ExecutionStatus {
  QUEUED,
  RUNNING,
  WAITING,
  SUSPENDED,
  COMPLETED,
  FAULTED,
  CANCELLED;

  /** Whether nothing changes any more. */
  public boolean ended() {
    return switch (this) {
      case QUEUED, RUNNING, WAITING, SUSPENDED -> false;
      case COMPLETED, FAULTED, CANCELLED -> true;
    };
  }

  /** As it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ExecutionStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
