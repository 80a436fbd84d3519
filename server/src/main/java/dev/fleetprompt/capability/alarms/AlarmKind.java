package dev.fleetprompt.capability.alarms;

/** What sort of thing an alarm tells. */
public enum AlarmKind {
  /** Runs of a schedule never were. */
  MISSED("schedule.missed", "missed"),
  /** A run of a schedule began notably late. */
  LATE("schedule.late", "late"),
  /** A run that a schedule began ended with an error. Over when a later one completes. */
  FAULTED("run.faulted", "faulted");

  private final String text;
  private final String state;

  AlarmKind(String text, String state) {
    this.text = text;
    this.state = state;
  }

  /** As it is stored. */
  public String text() {
    return text;
  }

  /** What became of the run, in a word. */
  public String state() {
    return state;
  }

  static AlarmKind of(String text) {
    for (AlarmKind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("There is no kind of alarm '" + text + "'.");
  }
}
