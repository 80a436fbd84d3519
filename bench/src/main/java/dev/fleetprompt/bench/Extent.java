package dev.fleetprompt.bench;

/**
 * How much is measured.
 *
 * @param quick a first look: does every measure work? Its figures are no basis for conclusions
 */
public record Extent(boolean quick) {

  private static final int ROUNDS = 3;

  /** How many rounds each subject gets after it has warmed up. */
  public int rounds() {
    return quick ? 1 : ROUNDS;
  }

  public int of(int full, int whenQuick) {
    return quick ? whenQuick : full;
  }
}
