package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommitConfiguration {

  @Bean
  Writers writers(List<ChangeWriter<?>> writers) {
    return new Writers(writers);
  }

  @Bean
  Commits commits(TenantDatabase tenants, Writers writers) {
    return Commits.asTenants(tenants, writers);
  }
}
