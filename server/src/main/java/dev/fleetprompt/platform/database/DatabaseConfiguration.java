package dev.fleetprompt.platform.database;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
  @Bean(destroyMethod = "close")
  DatabaseServer databaseServer(DatabaseSettings settings) {
    return DatabaseServer.of(settings);
  }

  @Bean(destroyMethod = "close")
  FleetDatabase fleetDatabase(DatabaseServer server, DatabaseSettings settings, Clock clock) {
    return FleetDatabase.open(server.owner(), settings.database().connections(), clock);
  }

  @Bean
  Instance instance(FleetDatabase database) {
    return database.instance();
  }

  @Bean
  OwnerDatabase ownerDatabase(FleetDatabase database) {
    return database.owner();
  }

  @Bean
  EngineDatabase engineDatabase(FleetDatabase database) {
    return database.engine();
  }

  @Bean
  IdentityDatabase identityDatabase(FleetDatabase database) {
    return database.identity();
  }

  @Bean
  AppDatabase appDatabase(FleetDatabase database) {
    return database.app();
  }

  @Bean
  Partitions partitions(FleetDatabase database) {
    return database.partitions();
  }

  @Bean(destroyMethod = "close")
  PartitionUpkeep partitionUpkeep(Partitions partitions) {
    return new PartitionUpkeep(partitions);
  }
}
