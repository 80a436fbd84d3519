package dev.fleetprompt.platform.tenancy;

import dev.fleetprompt.platform.database.AppDatabase;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.database.Instance;
import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TenancyConfiguration {
  @Bean
  Organizations organizations(
      OwnerDatabase owner, IdentityDatabase identity, Instance instance, Ids ids, Clock clock) {
    return new Organizations(owner, identity, instance, ids, clock);
  }

  @Bean
  Erasure erasure(OwnerDatabase owner, Instance instance) {
    return new Erasure(owner, instance);
  }

  @Bean
  TenantDatabase tenantDatabase(AppDatabase database, Organizations organizations) {
    return new TenantDatabase(database, organizations);
  }
}
