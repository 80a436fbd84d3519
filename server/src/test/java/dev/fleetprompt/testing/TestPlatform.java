package dev.fleetprompt.testing;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The whole platform at work on a database of its own, without capabilities and surfaces but for
 * those that a test brings.
 */
public final class TestPlatform implements AutoCloseable {

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.fleetprompt.platform")
  static class Platform {}

  private final TestDatabase database;
  private final ConfigurableApplicationContext context;

  private TestPlatform(TestDatabase database, Class<?>... more) {
    this.database = database;
    this.context = start(database, more);
  }

  /** The whole platform at a time that the test sets, which is not before the real one. */
  public static TestPlatform at(SettableClock clock, Class<?>... more) {
    return new TestPlatform(TestDatabase.fresh(clock), more);
  }

  /** Sets the clock forward; what waits for a time until then does so no longer. */
  public void passTo(Instant instant) {
    ((SettableClock) database.clock()).set(instant);
    database
        .engine()
        .sql()
        .sql("update fleet.timer set due_at = clock_timestamp() where due_at <= ?")
        .param(instant.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * @param more configurations with what the test adds, such as functions and directive types
   */
  public static TestPlatform start(Class<?>... more) {
    return new TestPlatform(TestDatabase.fresh(), more);
  }

  /** Another process's worth of platform on the same database. */
  public TestPlatform another(Class<?>... more) {
    return new TestPlatform(database, more);
  }

  private static ConfigurableApplicationContext start(TestDatabase database, Class<?>... more) {
    return new SpringApplicationBuilder(Platform.class)
        .sources(more)
        .web(WebApplicationType.NONE)
        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(
            Map.of(
                "fleet.runs.compared-snapshots", "3",
                "fleet.database.url", database.login().jdbcUrl(),
                "fleet.database.user", database.login().user(),
                "fleet.database.password", database.login().password()))
        .initializers(context -> {
          if (database.clock() instanceof SettableClock clock) {
            ((GenericApplicationContext) context)
                .registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
          }
        })
        .run();
  }

  public TestDatabase database() {
    return database;
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public TenantId organization(String slug) {
    return database.organization(slug).id();
  }

  public void commit(UnitOfWork unit) {
    get(Commits.class).commit(unit);
  }

  /** Stores a workflow and starts a run of it. */
  public UUID run(TenantId tenant, String workflow, JsonNode input) {
    UUID definition = database.ids().next();
    UUID run = database.ids().next();
    commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "test",
                    "test",
                    "1.0.0",
                    workflow,
                    Optional.empty(),
                    Optional.empty()))
            .add(start(run, definition, input)));
    return run;
  }

  /** The change that starts a run of a stored workflow. */
  public StartRun start(UUID run, UUID definition, JsonNode input) {
    return new StartRun(
        run,
        definition,
        "test",
        "1.0.0",
        Optional.empty(),
        "manual",
        Actor.human("tester"),
        Link.run(run),
        Optional.empty(),
        input,
        JsonNodeFactory.instance.objectNode(),
        database.clock().instant());
  }

  /** Waits until the run has ended. */
  public Execution ended(TenantId tenant, UUID run) {
    Await.until("run " + run + " ends", () -> find(tenant, run).status().ended());
    return find(tenant, run);
  }

  public Execution find(TenantId tenant, UUID run) {
    return get(Executions.class).find(tenant, run).orElseThrow();
  }

  @Override
  public void close() {
    context.close();
  }
}
