package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalItems;
import dev.fleetprompt.platform.signals.SignalStore;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Brings signals, after their commit, to the triggers of their type and to the runs that wait for
 * them. A signal's dispatch is over when all had it; what is repeated after a failure is had once.
 */
class Dispatcher implements ItemHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int CAPACITY = 1_000;
  private static final long PAUSE_NANOS = 500_000_000;

  private final SignalStore signals;
  private final TriggerDelivery triggers;
  private final SignalWaiters waiters;

  Dispatcher(SignalStore signals, TriggerDelivery triggers, SignalWaiters waiters) {
    this.signals = signals;
    this.triggers = triggers;
    this.waiters = waiters;
  }

  @Override
  public ItemKind kind() {
    return SignalItems.KIND;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    Map<TenantId, List<Item>> byTenant =
        items.stream().map(Claimed::item).collect(Collectors.groupingBy(Item::tenant));
    byTenant
        .values()
        .forEach(batch -> Thread.ofVirtual().name("dispatch").start(() -> work(batch, node)));
  }

  /**
   * Returns when the signals are dispatched, or the lease is lost. When something is wrong with a
   * batch, each signal goes for itself, so that one does not hold up the others.
   *
   * @param batch of one tenant
   */
  void work(List<Item> batch, NodeWork node) {
    while (node.holdsLease()) {
      try {
        dispatch(batch, node);
        return;
      } catch (LeaseLostException e) {
        return;
      } catch (DataAccessException e) {
        LOG.warn("{} signals wait for the database: {}", batch.size(), e.getMessage());
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (RuntimeException e) {
        LOG.error("Signals {} cannot be dispatched; trying again", ids(batch), e);
        if (batch.size() > 1) {
          batch.forEach(
              item -> Thread.ofVirtual().name("dispatch").start(() -> work(List.of(item), node)));
          return;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void dispatch(List<Item> batch, NodeWork node) throws LeaseLostException {
    TenantId tenant = batch.getFirst().tenant();
    List<Signal> found = signals.find(tenant, ids(batch));
    triggers.deliver(tenant, found, node);
    waiters.deliver(tenant, found, node);
    Set<UUID> missing = new HashSet<>(ids(batch));
    found.forEach(signal -> missing.remove(signal.id()));
    if (!missing.isEmpty()) {
      UnitOfWork unit = new UnitOfWork(tenant);
      missing.forEach(id -> unit.add(new QueueChange.Finish(new Item(tenant, kind(), id))));
      node.submit(batch.getFirst().id(), unit).join();
    }
  }

  private static List<UUID> ids(List<Item> batch) {
    return batch.stream().map(Item::id).toList();
  }
}
