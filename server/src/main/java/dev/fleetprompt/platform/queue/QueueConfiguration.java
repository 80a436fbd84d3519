package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

  @Bean
  WakeUps wakeUps() {
    return new WakeUps();
  }

  @Bean
  QueueWriter queueWriter(WakeUps wakeUps) {
    return new QueueWriter(wakeUps);
  }

  @Bean
  QueuedItems queuedItems(EngineDatabase engine) {
    return new QueuedItems(engine);
  }

  @Bean
  QueueRuntime queueRuntime(
      EngineDatabase engine,
      Writers writers,
      List<ItemHandler> handlers,
      WakeUps wakeUps,
      Ids ids,
      Clock clock) {
    return new QueueRuntime(
        engine,
        writers,
        handlers,
        wakeUps,
        NodeSettings.standard("pid " + ProcessHandle.current().pid()),
        ids,
        clock);
  }

  @Bean
  QueueLifecycle queueLifecycle(QueueRuntime runtime) {
    return new QueueLifecycle(runtime);
  }
}
