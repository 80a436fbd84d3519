package dev.fleetprompt.surface.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
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
