package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitFailedException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalItems;
import dev.fleetprompt.platform.signals.SignalStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings signals to the triggers of their type, once each: the run that a trigger starts and the
 * note that it had the signal are one unit, and one trigger that fails neither blocks nor repeats
 * the others.
 */
class Dispatcher implements ItemHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int CAPACITY = 1_000;
  private static final int LONGEST_ERROR = 1_000;
  private static final long PAUSE_NANOS = 500_000_000;

  private final SignalStore signals;
  private final TriggerStore triggers;
  private final RunStarter runs;
  private final Ids ids;
  private final Clock clock;

  Dispatcher(SignalStore signals, TriggerStore triggers, RunStarter runs, Ids ids, Clock clock) {
    this.signals = signals;
    this.triggers = triggers;
    this.runs = runs;
    this.ids = ids;
    this.clock = clock;
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
    Thread.ofVirtual()
        .name("dispatch")
        .start(() -> items.forEach(claimed -> work(claimed.item(), node)));
  }

  /** Returns when the signal is dispatched, or the lease is lost. */
  void work(Item item, NodeWork node) {
    while (node.holdsLease()) {
      try {
        signals.find(item.tenant(), item.id()).ifPresent(signal -> dispatch(signal, node));
        await(item.id(), new UnitOfWork(item.tenant()).add(new QueueChange.Finish(item)), node);
        return;
      } catch (Stopped e) {
        return;
      } catch (DataAccessException e) {
        LOG.warn("Signal {} waits for the database: {}", item.id(), e.getMessage());
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (RuntimeException e) {
        LOG.error("Signal {} cannot be dispatched; trying again", item.id(), e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void dispatch(Signal signal, NodeWork node) {
    ObjectNode json = SignalFields.json(signal);
    Instant now = clock.instant();
    for (Trigger trigger : triggers.waitingFor(signal.tenant(), signal.type(), signal.id())) {
      if (trigger.filter().filter(filter -> !filter.test(json, now)).isEmpty()) {
        deliver(signal, json, trigger, node);
      }
    }
  }

  private void deliver(Signal signal, ObjectNode json, Trigger trigger, NodeWork node) {
    Instant now = clock.instant();
    UUID run = ids.next();
    StartRequest request =
        new StartRequest(
            signal.tenant(),
            run,
            trigger.target(),
            "trigger",
            signal.correlation(),
            Optional.of(Link.signal(signal.id())),
            json,
            trigger.target().context(),
            now);
    try {
      await(
          signal.id(),
          new UnitOfWork(signal.tenant())
              .add(new RecordDelivery(signal.id(), trigger.id(), run, null, now))
              .add(runs.start(request)),
          node);
    } catch (UnitRefusedException e) {
      LOG.debug("{}", e.getMessage());
    } catch (UnitFailedException e) {
      LOG.error("Trigger {} could not start a run for signal {}", trigger.id(), signal.id(), e);
      await(
          signal.id(),
          new UnitOfWork(signal.tenant())
              .add(
                  new RecordDelivery(
                      signal.id(),
                      trigger.id(),
                      null,
                      shortened(String.valueOf(e.getMessage())),
                      now)),
          node);
    }
  }

  private static String shortened(String error) {
    String text = error.replace("\0", "");
    return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
  }

  /** The lease is lost. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(LeaseLostException cause) {
      super(cause);
    }
  }

  private static void await(UUID key, UnitOfWork unit, NodeWork node) {
    try {
      node.submit(key, unit).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case LeaseLostException lost -> throw new Stopped(lost);
        case RuntimeException refused -> throw refused;
        case null, default -> throw e;
      }
    }
  }
}
