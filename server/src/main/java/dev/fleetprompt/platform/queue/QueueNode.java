package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Lanes;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.nodes.LeaseTerms;
import dev.fleetprompt.platform.nodes.Membership;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * One node at work, from its joining until its lease is lost or it is closed: its lease, its lanes
 * and its loops.
 */
final class QueueNode implements NodeWork, WakeUps.Listener, AutoCloseable {

  private final Membership membership;
  private final DataSource reads;
  private final Lanes lanes;
  private final HeldItems held;
  private final List<ItemHandler> handlers;
  private final WakeUps wakeUps;
  private final ClaimLoop claims;
  private final TimerLoop timers;
  private final NewsLoop newsLoop;
  private final Announcer announcer;
  private volatile boolean ended;

  private QueueNode(
      Membership membership,
      DataSource connections,
      DataSource reads,
      Writers writers,
      List<ItemHandler> handlers,
      WakeUps wakeUps,
      NodeSettings settings,
      Clock clock) {
    this.membership = membership;
    this.reads = reads;
    this.handlers = handlers;
    this.wakeUps = wakeUps;
    lanes = new Lanes(connections, writers, membership.lease(), settings.lanes());
    held = new HeldItems(handlers);
    claims =
        new ClaimLoop(
            connections,
            membership.lease(),
            held,
            handlers,
            (handler, items) -> handler.claimed(items, this));
    timers = new TimerLoop(connections, membership.lease(), clock, wakeUps);
    newsLoop = new NewsLoop(connections, node(), held, claims::ring, this::tellHandler);
    announcer = new Announcer(connections, node());
  }

  /**
   * @param connections unpooled, as the engine's role, named {@link Membership#sessionName}
   * @param reads the engine's pool, for short reads
   * @param lost called once when the lease is gone
   */
  static QueueNode join(
      UUID id,
      DataSource connections,
      DataSource reads,
      Writers writers,
      List<ItemHandler> handlers,
      WakeUps wakeUps,
      NodeSettings settings,
      Clock clock,
      Runnable lost)
      throws SQLException {
    Membership membership =
        Membership.join(
            connections,
            id,
            settings.name(),
            LeaseTerms.standard(),
            settings.lanes(),
            new QueueOfDeadNodes(wakeUps),
            lost);
    QueueNode node =
        new QueueNode(membership, connections, reads, writers, handlers, wakeUps, settings, clock);
    node.begin();
    return node;
  }

  private void begin() {
    wakeUps.add(this);
    lanes.start();
    announcer.start();
    newsLoop.start();
    timers.start();
    claims.start();
  }

  @Override
  public UUID node() {
    return membership.lease().node();
  }

  @Override
  public boolean holdsLease() {
    return membership.lease().holds();
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public CompletableFuture<Void> submit(UUID key, UnitOfWork unit) {
    return lanes.submit(key, unit);
  }

  @Override
  public Map<Item, List<Message>> inboxes(Collection<Item> items) {
    try (Connection connection = reads.getConnection()) {
      return InboxStatements.read(connection, items);
    } catch (SQLException e) {
      throw new QueueUnavailableException(e);
    }
  }

  @Override
  public boolean reserve(Item item) {
    return held.reserve(item);
  }

  @Override
  public void unreserve(Item item) {
    held.done(item);
  }

  /** How many items this node has in hand. */
  int holding() {
    return held.size();
  }

  @Override
  public void runnable() {
    claims.ring();
    announcer.work();
  }

  @Override
  public void news(UUID node, Set<Item> items) {
    if (node.equals(node())) {
      items.forEach(this::tellHandler);
    } else {
      announcer.news(node);
    }
  }

  @Override
  public void timer(Instant due) {
    timers.set(due);
  }

  @Override
  public void done(Set<Item> items) {
    items.forEach(held::done);
    claims.ring();
  }

  private void tellHandler(Item item) {
    handlers.stream()
        .filter(handler -> handler.kind().equals(item.kind()))
        .forEach(handler -> handler.news(item, this));
  }

  /** Takes nothing new; what is in hand goes on. */
  void stopClaiming() {
    claims.close();
  }

  /** Ends at once: the lease is lost, and whatever is in hand is void. */
  void abandon() {
    lanes.abandon();
    end();
  }

  /** Finishes the writes that were submitted and gives everything else to other nodes. */
  @Override
  public void close() {
    claims.close();
    lanes.close();
    end();
  }

  private void end() {
    ended = true;
    wakeUps.remove(this);
    claims.close();
    timers.close();
    newsLoop.close();
    announcer.close();
    handlers.forEach(ItemHandler::abandoned);
    membership.close();
  }
}
