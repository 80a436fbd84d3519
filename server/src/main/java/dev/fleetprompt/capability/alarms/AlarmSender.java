package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.Messages;
import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.InvalidDirectiveException;
import dev.fleetprompt.platform.directives.RequestDirective;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Link;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sends alarms where the organization wants them: each by one directive, which is requested in the
 * unit that notes it. What cannot be sent stays shown: a broken connection must not hide it.
 */
@Component
final class AlarmSender implements ItemHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmSender.class);
  private static final int CAPACITY = 50;
  private static final int MOST_TRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final UnsentAlarms unsent;
  private final Alarms alarms;
  private final Messages messages;
  private final Directives directives;

  AlarmSender(UnsentAlarms unsent, Alarms alarms, Messages messages, Directives directives) {
    this.unsent = unsent;
    this.alarms = alarms;
    this.messages = messages;
    this.directives = directives;
  }

  @Override
  public ItemKind kind() {
    return AlarmItems.KIND;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    for (Claimed claimed : items) {
      Thread.ofVirtual()
          .name("alarm-" + claimed.item().id())
          .start(() -> work(claimed.item(), node));
    }
  }

  /** Returns when the alarm is dealt with, or the lease is lost. */
  private void work(Item item, NodeWork node) {
    int failures = 0;
    while (node.holdsLease()) {
      try {
        UnitOfWork unit = new UnitOfWork(item.tenant());
        if (failures < MOST_TRIES) {
          request(item)
              .ifPresent(request -> unit.add(request).add(new AlarmSent(item.id(), request.id())));
        } else {
          LOG.error("Alarm {} is shown only: it could not be sent", item.id());
        }
        node.submit(item.id(), unit.add(new QueueChange.Finish(item))).join();
        return;
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("Alarm {} waits for the database: {}", item.id(), e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (CompletionException e) {
        if (e.getCause() instanceof LeaseLostException) {
          return;
        }
        failures++;
        LOG.warn("Alarm {} is tried again", item.id(), e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private Optional<RequestDirective> request(Item item) {
    return unsent
        .find(item)
        .filter(alarm -> !alarm.hushed())
        .flatMap(
            alarm -> alarms.target(item.tenant()).flatMap(target -> request(item, alarm, target)));
  }

  private Optional<RequestDirective> request(
      Item item, UnsentAlarms.Unsent alarm, AlarmTarget target) {
    try {
      Message message =
          new Message(
              target.connection(),
              alarm.title(),
              "**" + alarm.title() + "**\n\n" + alarm.text(),
              target.place());
      DirectiveRequest request =
          messages.request(
              item.tenant(),
              message,
              "alarm:" + alarm.key(),
              alarm.title(),
              Requester.system("alarms"));
      Optional<Link> cause =
          alarm.about().signal().map(Link::signal).or(() -> alarm.about().run().map(Link::run));
      return Optional.of(
          directives.prepare(
              item.tenant(),
              alarm.about().why().map(why -> request.within(why, cause)).orElse(request)));
    } catch (ConnectionException | InvalidDirectiveException e) {
      LOG.warn("An alarm of {} is shown only: {}", item.tenant().value(), e.getMessage());
      return Optional.empty();
    }
  }
}
