package dev.fleetprompt.bench;

/**
 * One engine under measurement. The work is the same for each: workflows of three durable steps
 * with a small JSON result.
 */
interface Subject extends AutoCloseable {

  String name();

  /** Starts this many workflows and returns when all have ended durably. */
  void run(int workflows) throws Exception;

  @Override
  void close();
}
