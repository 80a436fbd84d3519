package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Fence;
import dev.fleetprompt.platform.commit.Lanes;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.testing.TestDatabase;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A node whose lease always holds unless a test says otherwise, with one real writer lane. */
public final class LoneNode implements NodeWork, AutoCloseable {

  private final UUID id;
  private final Lanes lanes;
  private volatile boolean holds = true;

  public LoneNode(TestDatabase database, List<ChangeWriter<?>> writers) {
    id = database.ids().next();
    lanes =
        new Lanes(
                database.engine().sessions("lone-node:" + id),
                new Writers(writers),
                new AlwaysHeld(),
                1)
            .start();
  }

  public void loseLease() {
    holds = false;
  }

  @Override
  public UUID node() {
    return id;
  }

  @Override
  public boolean holdsLease() {
    return holds;
  }

  @Override
  public boolean hasEnded() {
    return !holds;
  }

  @Override
  public CompletableFuture<Void> submit(UUID key, UnitOfWork unit) {
    return lanes.submit(key, unit);
  }

  @Override
  public Map<Item, List<Message>> inboxes(Collection<Item> items) {
    return Map.of();
  }

  @Override
  public boolean reserve(Item item) {
    return false;
  }

  @Override
  public void unreserve(Item item) {}

  @Override
  public void close() {
    lanes.close();
  }

  private static final class AlwaysHeld implements Fence {

    @Override
    public void hold(Connection connection, int lane, long group) {}

    @Override
    public long lastGroup(Connection connection, int lane) {
      throw new IllegalStateException("A lone node's commits are always answered.");
    }
  }
}
