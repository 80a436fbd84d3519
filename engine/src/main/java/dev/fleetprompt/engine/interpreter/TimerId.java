package dev.fleetprompt.engine.interpreter;

/**
 * The identity of one timer of a run, the same after every recovery: the pointer of the task, then
 * {@code #} and the ordinal of the run's commands, so that another iteration or attempt of the same
 * task has another id. At most 300 characters.
 */
public record TimerId(String value) {

  static final int MAX_LENGTH = 300;

  public TimerId {
    if (value.isEmpty() || value.length() > MAX_LENGTH || value.lastIndexOf('#') < 0) {
      throw new IllegalArgumentException("'" + value + "' is no timer id");
    }
  }

  static TimerId of(String task, long ordinal) {
    return new TimerId(task + "#" + ordinal);
  }

  /** The JSON pointer of the task. */
  public String task() {
    return value.substring(0, value.lastIndexOf('#'));
  }

  long ordinal() {
    return Long.parseLong(value, value.lastIndexOf('#') + 1, value.length(), 10);
  }

  @Override
  public String toString() {
    return value;
  }
}
