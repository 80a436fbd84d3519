package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.database.Partitions;
import dev.fleetprompt.platform.tenancy.Organizations;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

  @Bean
  OldMonths oldMonths(Partitions partitions) {
    return new OldMonths(partitions);
  }

  @Bean
  Retention retention(
      EngineDatabase database,
      Organizations organizations,
      List<RetentionRule> rules,
      Clock clock) {
    return new Retention(database, organizations, rules, clock);
  }

  @Bean
  NightlyRetention nightlyRetention(Retention retention, RetentionSettings settings, Clock clock) {
    return new NightlyRetention(retention, settings.at(), clock);
  }
}
