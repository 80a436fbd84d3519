package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitFailedException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.signals.EventJson;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts the runs of the triggers that signals pass, once each: the run and the note that the
 * trigger had the signal are one unit, and one trigger that fails neither blocks nor repeats the
 * others.
 */
class TriggerDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerDelivery.class);
  private static final int LONGEST_ERROR = 1_000;

  private final TriggerStore triggers;
  private final RunStarter runs;
  private final Ids ids;
  private final Clock clock;

  TriggerDelivery(TriggerStore triggers, RunStarter runs, Ids ids, Clock clock) {
    this.triggers = triggers;
    this.runs = runs;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns when every trigger of the signals' types had its signals. */
  void deliver(TenantId tenant, List<Signal> signals, NodeWork node) throws LeaseLostException {
    Set<SignalType> triggering =
        triggers.among(tenant, signals.stream().map(Signal::type).collect(Collectors.toSet()));
    for (Signal signal : signals) {
      if (triggering.contains(signal.type())) {
        dispatch(signal, node);
      }
    }
  }

  private void dispatch(Signal signal, NodeWork node) throws LeaseLostException {
    ObjectNode json = EventJson.of(signal);
    Instant now = clock.instant();
    for (Trigger trigger : triggers.waitingFor(signal.tenant(), signal.type(), signal.id())) {
      if (trigger.filter().filter(filter -> !filter.test(json, now)).isEmpty()) {
        deliver(signal, json, trigger, node);
      }
    }
  }

  private void deliver(Signal signal, ObjectNode json, Trigger trigger, NodeWork node)
      throws LeaseLostException {
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
            now,
            Optional.empty());
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

  private static void await(UUID key, UnitOfWork unit, NodeWork node) throws LeaseLostException {
    try {
      node.submit(key, unit).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case LeaseLostException lost -> throw lost;
        case RuntimeException refused -> throw refused;
        case null, default -> throw e;
      }
    }
  }
}
