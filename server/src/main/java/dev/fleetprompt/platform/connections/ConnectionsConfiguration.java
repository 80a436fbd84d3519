package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressLimits;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.vault.Vault;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {
  @Bean
  Connections connections(
      TenantDatabase database,
      Commits commits,
      SignalEntry signals,
      Vault vault,
      Egress egress,
      ObjectProvider<Connector> connectors,
      Ids ids,
      Clock clock) {
    return new Connections(
        database,
        commits,
        signals,
        vault,
        egress,
        connectors.stream().toList(),
        EgressLimits.standard(),
        ids,
        clock);
  }
}
