package dev.fleetprompt.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

class DatabaseConfigurationTest {
  @Configuration
  @ComponentScan({
    "dev.fleetprompt.platform.database",
    "dev.fleetprompt.platform.tenancy",
    "dev.fleetprompt.platform.ids"
  })
  static class Modules {}

  @Test
  void theApplicationGetsADatabasePerRoleOnTheServerOfItsSettings() {
    ServerLogin login = TestDatabase.empty();
    new ApplicationContextRunner()
        .withUserConfiguration(Modules.class)
        .withPropertyValues(
            "fleet.database.url=" + login.jdbcUrl(),
            "fleet.database.user=" + login.user(),
            "fleet.database.password=" + login.password(),
            "fleet.database.connections.engine=2")
        .run(context -> {
          assertThat(context)
              .hasNotFailed()
              .hasSingleBean(OwnerDatabase.class)
              .hasSingleBean(EngineDatabase.class)
              .hasSingleBean(IdentityDatabase.class)
              .hasSingleBean(AppDatabase.class)
              .hasSingleBean(TenantDatabase.class);
          DatabaseSettings settings = context.getBean(DatabaseSettings.class);
          assertThat(settings.home()).isEqualTo(Path.of(".fleet"));
          assertThat(settings.database().connections()).isEqualTo(new PoolSizes(2, 8, 16, 3));
          assertThat(settings.toString()).doesNotContain(login.password());
          assertThat(context.getBean(Organizations.class).list(10, null)).isEmpty();
        });
  }
}
