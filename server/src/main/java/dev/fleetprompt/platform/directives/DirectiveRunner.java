package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Works on directives: each on a virtual thread of its own, from claim to park. */
@Component
class DirectiveRunner implements ItemHandler {

  private static final Logger LOG = LoggerFactory.getLogger(DirectiveRunner.class);
  private static final int CAPACITY = 512;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration AFTER_ERROR = Duration.ofMinutes(1);

  private final DirectiveStore store;
  private final Attempts attempts;
  private final StartControl starts;
  private final Clock clock;

  DirectiveRunner(DirectiveStore store, Attempts attempts, StartControl starts, Clock clock) {
    this.store = store;
    this.attempts = attempts;
    this.starts = starts;
    this.clock = clock;
  }

  @Override
  public ItemKind kind() {
    return DirectiveItems.KIND;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    for (Claimed claimed : items) {
      Thread.ofVirtual()
          .name("directive-" + claimed.item().id())
          .start(() -> work(claimed.item(), claimed.inbox(), node));
    }
  }

  /** Returns when the directive is parked or finished, or the lease is lost. */
  void work(Item item, List<Message> inbox, NodeWork node) {
    List<Message> news = inbox;
    while (!node.hasEnded()) {
      if (!node.holdsLease()) {
        // The database may be away for everybody, and then nobody else takes over.
        LockSupport.parkNanos(PAUSE.toNanos());
        continue;
      }
      try {
        if (step(item, news, node)) {
          return;
        }
        news = node.inboxes(List.of(item)).getOrDefault(item, List.of());
      } catch (DirectiveMovedOnException e) {
        LOG.debug("{}", e.getMessage());
      } catch (LeaseLostException e) {
        return;
      } catch (DataAccessException | dev.fleetprompt.platform.queue.QueueUnavailableException e) {
        LOG.warn("Directive {} waits for the database: {}", item.id(), e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (RuntimeException e) {
        LOG.error("Directive {} could not go on; trying again in a minute", item.id(), e);
        if (putAside(item, node)) {
          return;
        }
      }
    }
  }

  /** True when the item is no longer ours. */
  private boolean step(Item item, List<Message> news, NodeWork node) throws LeaseLostException {
    Optional<Directive> found = store.find(item);
    if (found.isEmpty()) {
      return finish(item, new UnitOfWork(item.tenant()), node);
    }
    Directive directive = found.get();
    Instant now = clock.instant();
    return switch (NextStep.of(directive, now)) {
      case NextStep.Rest rest -> rest(directive, news, node);
      case NextStep.Sleep sleep -> sleep(directive, sleep.timer(), sleep.until(), news, node);
      case NextStep.Expire expire ->
          finish(
              item, new UnitOfWork(item.tenant()).add(MoveDirective.expire(directive, now)), node);
      case NextStep.Judge judge ->
          end(directive, attempts.judge(directive, judge.attempt(), node), node);
      case NextStep.Start start -> start(directive, news, node);
    };
  }

  private boolean start(Directive directive, List<Message> news, NodeWork node)
      throws LeaseLostException {
    StartControl.Answer answer = starts.ask(directive);
    return switch (answer) {
      case StartControl.Answer.Hold hold ->
          sleep(directive, NextStep.RETRY_TIMER, clock.instant().plus(hold.duration()), news, node);
      case StartControl.Answer.Go go -> {
        try (go) {
          int number = directive.attempts() + 1;
          UnitOfWork begin =
              new UnitOfWork(directive.tenant())
                  .add(MoveDirective.start(directive, node.node(), clock.instant()));
          await(directive.id(), begin, node);
          yield end(directive, attempts.perform(directive, number, node), node);
        }
      }
    };
  }

  /** Commits how an attempt ended, whatever is left to be done then. */
  private boolean end(Directive directive, Attempts.Ending ending, NodeWork node)
      throws LeaseLostException {
    Item item = DirectiveItems.of(directive.tenant(), directive.id());
    try {
      return end(item, ending.unit(), ending.wake(), node);
    } catch (DirectiveMovedOnException | LeaseLostException e) {
      throw e;
    } catch (UnitRefusedException | dev.fleetprompt.platform.commit.UnitFailedException e) {
      LOG.error("What follows from directive {} could not be recorded", directive.id(), e);
      Attempts.Ending plain = ending.withoutConsequences();
      return end(item, plain.unit(), plain.wake(), node);
    }
  }

  private boolean end(Item item, UnitOfWork unit, Optional<Instant> wake, NodeWork node)
      throws LeaseLostException {
    if (wake.isEmpty()) {
      return finish(item, unit, node);
    }
    QueueChange.Park park = new QueueChange.Park(item);
    unit.add(new QueueChange.SetTimer(item, NextStep.RETRY_TIMER, wake.get())).add(park);
    await(item.id(), unit, node);
    return park.parked();
  }

  private boolean rest(Directive directive, List<Message> news, NodeWork node)
      throws LeaseLostException {
    return park(directive, news, new UnitOfWork(directive.tenant()), node);
  }

  private boolean sleep(
      Directive directive, String timer, Instant until, List<Message> news, NodeWork node)
      throws LeaseLostException {
    Item item = DirectiveItems.of(directive.tenant(), directive.id());
    return park(
        directive,
        news,
        new UnitOfWork(directive.tenant()).add(new QueueChange.SetTimer(item, timer, until)),
        node);
  }

  private boolean park(Directive directive, List<Message> news, UnitOfWork unit, NodeWork node)
      throws LeaseLostException {
    Item item = DirectiveItems.of(directive.tenant(), directive.id());
    news.forEach(message -> unit.add(new QueueChange.Consume(item, message.id())));
    QueueChange.Park park = new QueueChange.Park(item);
    await(item.id(), unit.add(park), node);
    return park.parked();
  }

  private boolean finish(Item item, UnitOfWork unit, NodeWork node) throws LeaseLostException {
    await(item.id(), unit.add(new QueueChange.Finish(item)), node);
    return true;
  }

  private boolean putAside(Item item, NodeWork node) {
    try {
      QueueChange.Park park = new QueueChange.Park(item);
      await(
          item.id(),
          new UnitOfWork(item.tenant())
              .add(
                  new QueueChange.SetTimer(
                      item, NextStep.RETRY_TIMER, clock.instant().plus(AFTER_ERROR)))
              .add(park),
          node);
      return park.parked();
    } catch (LeaseLostException | RuntimeException e) {
      LOG.error("Directive {} could not be put aside", item.id(), e);
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
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
