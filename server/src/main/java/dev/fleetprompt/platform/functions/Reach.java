package dev.fleetprompt.platform.functions;

/** Where a function looks. */
public enum Reach {
  /** The tenant's own data: free to call again. */
  LOCAL,
  /**
   * Beyond this instance: journalled, budgeted, under the egress rules, never called in a dry run.
   */
  OUTSIDE
}
