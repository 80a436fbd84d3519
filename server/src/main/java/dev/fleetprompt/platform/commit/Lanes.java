package dev.fleetprompt.platform.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * The writer lanes of a node: a few threads, each with a connection of its own, that write whatever
 * units wait for them as one transaction. A key always uses the same lane, so units of one key are
 * committed in the order in which they were submitted.
 *
 * <p>Every transaction begins with the {@link Fence}. A transient database failure is retried for
 * as long as the fence holds; a unit that the database refuses is found by bisecting the group and
 * fails alone.
 */
public final class Lanes implements AutoCloseable {

  private final List<Lane> lanes;

  /**
   * @param connections gives connections as the engine's role, outside of any pool's limits, all
   *     under this node's own application name
   * @param count how many lanes; 1 to 16
   */
  public Lanes(DataSource connections, Writers writers, Fence fence, int count) {
    if (count < 1 || count > 16) {
      throw new IllegalArgumentException("Between 1 and 16 writer lanes, not " + count);
    }
    List<Lane> made = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      made.add(new Lane(number, connections, writers, fence));
    }
    lanes = List.copyOf(made);
  }

  public Lanes start() {
    lanes.forEach(Lane::start);
    return this;
  }

  /**
   * Hands a unit over. The future completes after the commit, on the lane's thread, so that what
   * depends on it belongs on another one; or fails with {@link UnitRefusedException}, {@link
   * UnitFailedException} or {@link LeaseLostException}, nothing of the unit written.
   *
   * @param key what the unit belongs to, such as a run
   */
  public CompletableFuture<Void> submit(UUID key, UnitOfWork unit) {
    int lane = Math.floorMod(key.hashCode(), lanes.size());
    return lanes.get(lane).submit(key, unit);
  }

  /** Finishes what was submitted, then ends the lanes; waits for each at most ten seconds. */
  @Override
  public void close() {
    lanes.forEach(Lane::askToStop);
    lanes.forEach(Lane::awaitStop);
  }

  /** Gives up at once whatever was submitted: after the lease is lost. */
  public void abandon() {
    lanes.forEach(Lane::abandon);
  }
}
