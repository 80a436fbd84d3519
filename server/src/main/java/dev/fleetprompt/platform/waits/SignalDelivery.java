package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.queue.QueuedItems;
import dev.fleetprompt.platform.signals.EventJson;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalItems;
import dev.fleetprompt.platform.signals.SignalStore;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Puts signals into the inboxes of those who wait for them and ends their dispatch, both in one
 * unit.
 *
 * <p>In order: a signal that somebody waits for is delivered only when no signal of its type and
 * tenant with a lesser id is still to be dispatched, wherever it is being worked on; so an inbox
 * gets signals that were stated one after the other in that order. A signal that cannot be
 * dispatched holds back the later ones for at most {@link #PATIENCE}: longer than it takes to move
 * the work of a dead node. Ids follow the clock of the node that took the signal in.
 */
@Component
public class SignalDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(SignalDelivery.class);

  static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** In one unit. */
  private static final int MOST_MESSAGES = 500;

  private static final int MOST_EARLIER = 1_000;

  private final WaitStore waits;
  private final SignalStore signals;
  private final QueuedItems queued;

  SignalDelivery(WaitStore waits, SignalStore signals, QueuedItems queued) {
    this.waits = waits;
    this.signals = signals;
    this.queued = queued;
  }

  /**
   * Returns when all is committed. Whatever is repeated after a failure is delivered once.
   *
   * @param batch of one tenant, owned by this node as items of {@link SignalItems#KIND}
   */
  public void deliver(TenantId tenant, List<Signal> batch, NodeWork node)
      throws LeaseLostException {
    List<Signal> rest =
        new ArrayList<>(
            batch.stream().sorted(Comparator.comparing(Signal::id, SignalOrder.BY_ID)).toList());
    Map<UUID, JsonNode> events = new HashMap<>();
    rest.forEach(signal -> events.put(signal.id(), EventJson.of(signal)));
    Recipients recipients = Recipients.of(waits, tenant, rest, events);
    List<Signal> nobodys = rest.stream().filter(signal -> !recipients.anybodyFor(signal)).toList();
    rest.removeAll(nobodys);
    Delivery delivery = new Delivery(tenant, node, recipients, events);
    delivery.hand(nobodys);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!rest.isEmpty()) {
      boolean patient = System.nanoTime() - deadline < 0;
      List<Signal> ready = patient ? inOrder(tenant, rest) : List.copyOf(rest);
      if (!patient) {
        LOG.warn("Signals of {} are delivered although earlier ones are not yet", tenant);
      }
      if (ready.isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (!node.holdsLease()) {
          throw new LeaseLostException("This node's lease ended while signals waited their turn.");
        }
      }
      delivery.hand(ready);
      rest = new ArrayList<>(rest.subList(ready.size(), rest.size()));
    }
  }

  /** The first of these signals, up to the first that an earlier one elsewhere holds back. */
  private List<Signal> inOrder(TenantId tenant, List<Signal> rest) {
    Set<UUID> own = rest.stream().map(Signal::id).collect(Collectors.toSet());
    List<UUID> earlier =
        queued.before(tenant, SignalItems.KIND, rest.getLast().id(), MOST_EARLIER).stream()
            .filter(id -> !own.contains(id))
            .toList();
    Set<SignalType> types = rest.stream().map(Signal::type).collect(Collectors.toSet());
    Optional<UUID> bound = signals.ofTypes(tenant, earlier, types).stream().min(SignalOrder.BY_ID);
    return bound
        .map(first ->
            rest.stream()
                .takeWhile(signal -> SignalOrder.BY_ID.compare(signal.id(), first) < 0)
                .toList())
        .orElseGet(() -> List.copyOf(rest));
  }

  /** Units of one batch. */
  private final class Delivery {

    private final TenantId tenant;
    private final NodeWork node;
    private final Recipients recipients;
    private final Map<UUID, JsonNode> events;
    private UnitOfWork unit;
    private int messages;

    Delivery(TenantId tenant, NodeWork node, Recipients recipients, Map<UUID, JsonNode> events) {
      this.tenant = tenant;
      this.node = node;
      this.recipients = recipients;
      this.events = events;
      this.unit = new UnitOfWork(tenant);
    }

    /** Delivers signals to all who wait for them, and ends their dispatch. */
    void hand(List<Signal> ready) throws LeaseLostException {
      if (ready.isEmpty()) {
        return;
      }
      for (Signal signal : ready) {
        add(signal, recipients.few().getOrDefault(signal.id(), List.of()));
        for (WaitStore.Asked asked : recipients.many().getOrDefault(signal.id(), List.of())) {
          addPages(signal, asked);
        }
        unit.add(new QueueChange.Finish(SignalItems.of(signal)));
      }
      commit(ready.getFirst().id());
    }

    private void addPages(Signal signal, WaitStore.Asked asked) throws LeaseLostException {
      List<Item> page = waits.after(tenant, asked, Optional.empty(), MOST_MESSAGES);
      while (!page.isEmpty()) {
        add(signal, page);
        page = waits.after(tenant, asked, Optional.of(page.getLast()), MOST_MESSAGES);
      }
    }

    private void add(Signal signal, List<Item> items) throws LeaseLostException {
      JsonNode event = events.get(signal.id());
      if (event == null) {
        return;
      }
      for (Item item : new HashSet<>(items)) {
        if (messages == MOST_MESSAGES) {
          commit(signal.id());
        }
        unit.add(new QueueChange.Deliver(item, SignalMessages.id(signal.id()), event));
        messages++;
      }
    }

    private void commit(UUID key) throws LeaseLostException {
      UnitOfWork full = unit;
      unit = new UnitOfWork(tenant);
      messages = 0;
      try {
        node.submit(key, full).join();
      } catch (CompletionException e) {
        switch (e.getCause()) {
          case LeaseLostException lost -> throw lost;
          case RuntimeException refused -> throw refused;
          case null, default -> throw e;
        }
      }
    }
  }
}
