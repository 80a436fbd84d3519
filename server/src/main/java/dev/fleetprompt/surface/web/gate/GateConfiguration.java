package dev.fleetprompt.surface.web.gate;

import dev.fleetprompt.surface.web.NoticePage;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {
  @Bean
  Doorkeeper doorkeeper(Clock clock) {
    return new Doorkeeper(clock);
  }

  @Bean
  FilterRegistrationBean<GateFilter> gateFilter(Doorkeeper doorkeeper, NoticePage notices) {
    FilterRegistrationBean<GateFilter> gate =
        new FilterRegistrationBean<>(new GateFilter(doorkeeper, notices));
    gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return gate;
  }
}
