package dev.fleetprompt.bench;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.JsonNodeFactory;

/** FleetPrompt itself: the platform on its queue, runs spread evenly over some tenants. */
final class FleetWorkflows implements Subject {

  private static final int STARTED_AT_ONCE = 500;
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.3', namespace: bench, name: three-steps, version: '1.0.0'}
      do:
        - one: {call: bench.step, with: {value: '${ .value }'}}
        - two: {call: bench.step, with: {value: '${ .value }'}}
        - three: {call: bench.step, with: {value: '${ .value }'}}
      """;

  private static final String UNDER_WAY = "select exists (select 1 from fleet.queue)";

  @Configuration(proxyBeanMethods = false)
  @ComponentScan({"dev.fleetprompt.platform", "dev.fleetprompt.capability"})
  static class Platform {

    @Bean
    Step step() {
      return new Step();
    }
  }

  record Value(long value) {}

  /** The work of a step: none. */
  static final class Step implements TaskFunction<Value, Value> {

    @Override
    public FunctionName name() {
      return new FunctionName("bench.step");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Value> input() {
      return Value.class;
    }

    @Override
    public Value call(Value input, CallContext context) {
      return new Value(input.value() + 1);
    }
  }

  private record Home(TenantId tenant, UUID definition) {}

  private final ConfigurableApplicationContext context;
  private final Commits commits;
  private final Ids ids;
  private final Clock clock;
  private final List<Home> homes = new ArrayList<>();

  FleetWorkflows(ServerLogin login, int tenants) {
    context =
        new SpringApplicationBuilder(Platform.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties(
                Map.of(
                    "fleet.database.url", login.jdbcUrl(),
                    "fleet.database.user", login.user(),
                    "fleet.database.password", login.password(),
                    "logging.level.root", "warn"))
            .run();
    commits = context.getBean(Commits.class);
    ids = context.getBean(Ids.class);
    clock = context.getBean(Clock.class);
    for (int number = 0; number < tenants; number++) {
      homes.add(home("bench_" + tenants + "_" + number));
    }
  }

  private Home home(String slug) {
    TenantId tenant = context.getBean(Organizations.class).create(slug, slug, ZoneOffset.UTC).id();
    UUID definition = ids.next();
    commits.commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "bench",
                    "three-steps",
                    "1.0.0",
                    WORKFLOW,
                    Optional.empty(),
                    Optional.empty())));
    return new Home(tenant, definition);
  }

  @Override
  public String name() {
    return homes.size() == 1
        ? "FleetPrompt, 1 tenant"
        : "FleetPrompt, " + homes.size() + " tenants";
  }

  @Override
  public void run(int workflows) {
    int left = workflows;
    int share = Math.max(1, Math.min(STARTED_AT_ONCE, workflows / homes.size()));
    for (int turn = 0; left > 0; turn++) {
      Home home = homes.get(turn % homes.size());
      int now = Math.min(share, left);
      UnitOfWork unit = new UnitOfWork(home.tenant());
      for (int i = 0; i < now; i++) {
        unit.add(start(home));
      }
      commits.commit(unit);
      left -= now;
    }
    while (underWay()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private StartRun start(Home home) {
    UUID id = ids.next();
    return new StartRun(
        id,
        home.definition(),
        "three-steps",
        "1.0.0",
        Optional.empty(),
        "manual",
        Actor.PLATFORM,
        Link.run(id),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("value", 1),
        JsonNodeFactory.instance.objectNode(),
        clock.instant());
  }

  private boolean underWay() {
    return context.getBean(EngineDatabase.class).sql().sql(UNDER_WAY).query(Boolean.class).single();
  }

  @Override
  public void close() {
    context.close();
  }
}
