package dev.fleetprompt.platform.retention;

/**
 * What one module takes away of its own tables. Registered as a bean. It may be run at any time and
 * again after a crash at any point, beside all other work: what a run under way or a directive
 * without an end needs stays.
 */
public interface RetentionRule {

  /** When a rule has its turn: what points to other rows goes before them. */
  enum Turn {
    FIRST,
    LAST
  }

  Turn turn();

  /**
   * Takes away what is due, as whole months or in transactions of at most some thousand rows, asks
   * the pass between them whether to go on, and tells it what went.
   */
  void apply(RetentionPass pass);
}
