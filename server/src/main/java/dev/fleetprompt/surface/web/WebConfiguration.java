package dev.fleetprompt.surface.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  Templates templates() {
    return new Templates();
  }

  @Bean
  NoticePage noticePage(Templates templates) {
    return new NoticePage(templates);
  }
}
