package dev.fleetprompt.platform.packages.registry;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.packages.PackageLint;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageSettings;
import dev.fleetprompt.platform.packages.Vocabulary;
import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PackageSettings.class)
class RegistryConfiguration {

  @Bean
  PackageRegistry packageRegistry(IdentityDatabase database, Clock clock) {
    return new StoredPackages(database, clock);
  }

  @Bean
  Vocabulary vocabulary(FunctionCatalog functions, DirectiveTypes types) {
    return new Vocabulary(
        functions.names(),
        types.all().stream().map(type -> type.name().value()).collect(Collectors.toSet()));
  }

  @Bean
  PackageLint packageLint(Vocabulary vocabulary) {
    return new PackageLint(vocabulary);
  }

  @Bean
  Shelves shelves(PackageRegistry registry, Vocabulary vocabulary, PackageSettings settings) {
    return new Shelves(registry, vocabulary, settings);
  }
}
