package dev.fleetprompt.platform.commit;

/**
 * Commits one unit of work at once, as its tenant: for requests. The engine's own work goes through
 * writer lanes instead.
 */
public interface Commits {

  /**
   * Returns when the unit is durable.
   *
   * @throws UnitRefusedException when a writer refused it; nothing was written
   */
  void commit(UnitOfWork unit);
}
