package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.Instance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SignalsConfiguration {

  @Bean
  PlatformSource platformSource(Instance instance) {
    return PlatformSource.of(instance.id());
  }
}
