package dev.fleetprompt.bench.fleet;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/**
 * What the measures add to the platform. No configuration by annotation, so that no scan of the
 * application finds it.
 */
class BenchCapabilities {

  @Bean
  Step benchStep() {
    return new Step();
  }

  @Bean
  Nothing benchNothing() {
    return new Nothing();
  }

  @Bean
  Tell benchTell(@Value("${bench.receiver:http://127.0.0.1:9/}") URI receiver) {
    return new Tell(receiver);
  }

  @Bean
  BareItems benchItems() {
    return new BareItems();
  }
}
