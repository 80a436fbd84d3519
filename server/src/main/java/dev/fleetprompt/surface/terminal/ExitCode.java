package dev.fleetprompt.surface.terminal;

/** How a command ended, for scripts. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  /** The command line was not understood. */
  MISUSED(2),
  /** Something may have happened, and a person has to say whether it did. */
  IN_DOUBT(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
