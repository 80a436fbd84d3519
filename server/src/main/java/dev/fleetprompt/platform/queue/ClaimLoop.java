package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.nodes.Fenced;
import dev.fleetprompt.platform.nodes.Lease;
import dev.fleetprompt.platform.queue.ClaimStatements.Taken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Takes runnable items for this node, as many as it has room for, and hands them to their handlers.
 */
final class ClaimLoop extends NodeLoop {

  private static final int POLL_MILLIS = 500;
  private static final int BATCH = 200;

  /** Rounds are at least this far apart, so that a busy node claims many items at once. */
  private static final int SPACING_MILLIS = 3;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Lease lease;
  private final HeldItems held;
  private final List<ItemHandler> handlers;
  private final BiConsumer<ItemHandler, List<Claimed>> hand;
  private final Bell bell = new Bell();
  private final Map<ItemKind, UUID> servedLast = new HashMap<>();
  private final List<Taken> early = new ArrayList<>();
  private volatile boolean answersLost;

  ClaimLoop(
      DataSource connections,
      Lease lease,
      HeldItems held,
      List<ItemHandler> handlers,
      BiConsumer<ItemHandler, List<Claimed>> hand) {
    super("fleet-claims", connections);
    this.lease = lease;
    this.held = held;
    this.handlers = handlers;
    this.hand = hand;
  }

  void ring() {
    bell.ring();
  }

  @Override
  void interrupted() {
    answersLost = true;
  }

  @Override
  void round(Connection connection) throws SQLException, InterruptedException {
    if (answersLost) {
      adoptWhatWasClaimed(connection);
      answersLost = false;
    }
    boolean more = handEarly(connection);
    for (ItemHandler handler : handlers) {
      more |= claim(connection, handler);
    }
    if (more) {
      TimeUnit.MILLISECONDS.sleep(SPACING_MILLIS);
    } else {
      bell.await(POLL_MILLIS);
    }
  }

  /** Whether there may be more to claim right away. */
  private boolean claim(Connection connection, ItemHandler handler) throws SQLException {
    int room = Math.min(held.free(handler.kind()), BATCH);
    if (room == 0) {
      return false;
    }
    UUID after = servedLast.getOrDefault(handler.kind(), BEFORE_ALL);
    List<Taken> taken = claimFenced(connection, handler.kind(), after, room);
    UUID last =
        taken.stream()
            .map(one -> one.item().tenant().value())
            .max(UuidOrder.AS_POSTGRES)
            .orElse(BEFORE_ALL);
    servedLast.put(handler.kind(), last);
    hand(connection, handler, adopted(taken));
    return !taken.isEmpty() || !after.equals(BEFORE_ALL);
  }

  /**
   * Those that this node does not hold yet. What it still holds was let go by a commit of which the
   * holder is just being told, and was woken and claimed meanwhile: it is handed over when that is
   * done.
   */
  private List<Taken> adopted(List<Taken> taken) {
    List<Taken> adopted = new ArrayList<>();
    for (Taken one : taken) {
      (held.adopt(one.item()) ? adopted : early).add(one);
    }
    return adopted;
  }

  /** Whether some are still held by who let them go. */
  private boolean handEarly(Connection connection) throws SQLException {
    if (early.isEmpty()) {
      return false;
    }
    List<Taken> again = List.copyOf(early);
    early.clear();
    List<Taken> ready = adopted(again);
    for (ItemHandler handler : handlers) {
      hand(
          connection,
          handler,
          ready.stream().filter(one -> one.item().kind().equals(handler.kind())).toList());
    }
    return !early.isEmpty();
  }

  private List<Taken> claimFenced(Connection connection, ItemKind kind, UUID after, int room)
      throws SQLException {
    return Fenced.execute(
        connection,
        lease,
        List.of(),
        open -> ClaimStatements.claim(open, kind, after, room, lease.node()));
  }

  /** A claim whose answer was lost with the connection may have taken effect. */
  private void adoptWhatWasClaimed(Connection connection) throws SQLException {
    List<Taken> owned = ClaimStatements.owned(connection, lease.node());
    for (ItemHandler handler : handlers) {
      List<Taken> unknown =
          owned.stream()
              .filter(one -> one.item().kind().equals(handler.kind()))
              .filter(one -> held.adopt(one.item()))
              .toList();
      hand(connection, handler, stillOwned(connection, unknown));
    }
  }

  /** What was in hand at the first look may have been let go since; once adopted, it cannot be. */
  private List<Taken> stillOwned(Connection connection, List<Taken> adopted) throws SQLException {
    if (adopted.isEmpty()) {
      return adopted;
    }
    Set<Item> gone = adopted.stream().map(Taken::item).collect(Collectors.toSet());
    try {
      ClaimStatements.owned(connection, lease.node()).forEach(one -> gone.remove(one.item()));
    } finally {
      gone.forEach(held::done);
    }
    return adopted.stream().filter(one -> !gone.contains(one.item())).toList();
  }

  private void hand(Connection connection, ItemHandler handler, List<Taken> taken)
      throws SQLException {
    if (taken.isEmpty()) {
      return;
    }
    List<Item> items = taken.stream().map(Taken::item).toList();
    Map<Item, List<Message>> inboxes = inboxes(connection, items);
    hand.accept(
        handler,
        taken.stream()
            .map(one ->
                new Claimed(
                    one.item(), inboxes.getOrDefault(one.item(), List.of()), one.reclaimed()))
            .toList());
  }

  private Map<Item, List<Message>> inboxes(Connection connection, List<Item> items)
      throws SQLException {
    try {
      return InboxStatements.read(connection, items);
    } catch (SQLException e) {
      // They are owned and in nobody's hands, so the next connection adopts them.
      items.forEach(held::done);
      throw e;
    }
  }
}
