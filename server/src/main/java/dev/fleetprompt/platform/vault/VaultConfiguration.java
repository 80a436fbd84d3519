package dev.fleetprompt.platform.vault;

import dev.fleetprompt.platform.database.DatabaseSettings;
import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultSettings.class)
class VaultConfiguration {
  @Bean
  Vault vault(
      VaultSettings settings,
      DatabaseSettings home,
      TenantDatabase database,
      OwnerDatabase owner,
      Clock clock) {
    Path set = settings.keyFile();
    Path keyFile = set == null ? home.home().resolve("keys").resolve("kek.json") : set;
    return Vault.keptWith(keyFile, settings.replaceLostKey(), database, owner, clock);
  }

  @Bean
  KeyRotation keyRotation(
      Vault vault, Organizations organizations, ObjectProvider<SealedRows> others) {
    return new KeyRotation(vault, organizations, others.orderedStream().toList());
  }

  @Bean
  Scrubber scrubber(Vault vault) {
    return vault.scrub();
  }
}
