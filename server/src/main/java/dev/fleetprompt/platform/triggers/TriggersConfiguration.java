package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.executions.ParentLink;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.retention.LiveRuns;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalPeriods;
import dev.fleetprompt.platform.signals.SignalStore;
import dev.fleetprompt.platform.waits.SignalDelivery;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TriggersConfiguration {

  @Bean
  RunStarter runStarter() {
    return request ->
        new StartRun(
            request.run(),
            request.target().definition(),
            request.target().workflow(),
            request.target().version(),
            request.target().installation(),
            request.origin(),
            Actor.PLATFORM,
            request.correlation(),
            request.causation(),
            request.input(),
            request.context(),
            request.at(),
            request
                .hears()
                .map(item -> new ParentLink(item, Optional.of(request.run().toString()), 0)));
  }

  @Bean
  Dispatcher dispatcher(
      SignalStore signals,
      TriggerStore triggers,
      SignalDelivery waiters,
      RunStarter runs,
      Ids ids,
      Clock clock) {
    return new Dispatcher(
        signals, new TriggerDelivery(triggers, runs, ids, clock), waiters::deliver);
  }

  @Bean
  Scheduler scheduler(
      ScheduleStore schedules,
      RunStarter runs,
      SignalEntry signals,
      ObjectProvider<MissedTimes> missedTimes,
      Ids ids,
      Clock clock) {
    return new Scheduler(
        schedules, runs, signals, missedTimes.orderedStream().toList(), ids, clock);
  }

  @Bean
  DeliveryReferences deliveryReferences(EngineDatabase database) {
    return new DeliveryReferences(database);
  }

  @Bean
  DeliveryRetention deliveryRetention(
      EngineDatabase database,
      OldMonths months,
      LiveRuns liveRuns,
      SignalPeriods signals,
      RetentionSettings settings) {
    return new DeliveryRetention(database, months, liveRuns, signals, settings);
  }
}
