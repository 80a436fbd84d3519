package dev.fleetprompt.platform.paging;

/**
 * How many rows fit.
 *
 * @param exact whether it is that many, or at least that many: counting stops at a bound
 */
public record Count(long rows, boolean exact) {

  /** Where counting stops. */
  public static final int MOST = 10_000;
}
