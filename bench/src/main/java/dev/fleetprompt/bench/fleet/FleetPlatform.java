package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.QueueRuntime;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The whole platform within this process, without surfaces. */
public final class FleetPlatform implements AutoCloseable {

  /** Workflows of three durable steps with a small JSON result each. */
  public static final String THREE_STEPS =
      """
      document: {dsl: '1.0.3', namespace: bench, name: bench, version: '1.0.0'}
      do:
        - one: {call: bench.step, with: {value: '${ .value }'}}
        - two: {call: bench.step, with: {value: '${ .value }'}}
        - three: {call: bench.step, with: {value: '${ .value }'}}
      """;

  private static final String UNDER_WAY =
      "select exists (select 1 from fleet.queue where kind in (1, 2, 3))";

  /** No configuration by annotation, so that no scan of the application finds it. */
  @ComponentScan({"dev.fleetprompt.platform", "dev.fleetprompt.capability"})
  @Import(BenchCapabilities.class)
  static class Everything {}

  private final ConfigurableApplicationContext context;
  private final EndedRuns ends;

  private FleetPlatform(ConfigurableApplicationContext context, EndedRuns ends) {
    this.context = context;
    this.ends = ends;
  }

  /** A platform that works on the queue. */
  public static FleetPlatform working(FleetSettings settings) {
    EndedRuns ends = new EndedRuns();
    return new FleetPlatform(builder(settings, ends).run(), ends);
  }

  /** A platform that commits and reads, and leaves the work to others until {@link #work()}. */
  public static FleetPlatform resting(FleetSettings settings) {
    EndedRuns ends = new EndedRuns();
    return new FleetPlatform(
        builder(settings, ends)
            .initializers(context ->
                context.addBeanFactoryPostProcessor(beans ->
                    ((BeanDefinitionRegistry) beans).removeBeanDefinition("queueLifecycle")))
            .run(),
        ends);
  }

  private static SpringApplicationBuilder builder(FleetSettings settings, EndedRuns ends) {
    return new SpringApplicationBuilder(Everything.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(settings.properties())
        .initializers(context -> context.getBeanFactory().addBeanPostProcessor(ends));
  }

  /** Begins to work on the queue, once. */
  public void work() {
    get(QueueRuntime.class).start();
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Tells of each run that ended here. */
  public EndedRuns ends() {
    return ends;
  }

  /** Commits a unit as a request does, in a transaction of its own. */
  public void commit(UnitOfWork unit) {
    get(Commits.class).commit(unit);
  }

  /** The database as the engine sees it. */
  public EngineDatabase engine() {
    return get(EngineDatabase.class);
  }

  /** New tenants that have this workflow. */
  public List<Home> homes(int count, String workflow) {
    List<Home> homes = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      homes.add(home("bench_" + number, workflow));
    }
    return homes;
  }

  /** A new tenant that has this workflow. */
  public Home home(String slug, String workflow) {
    TenantId tenant = get(Organizations.class).create(slug, slug, ZoneOffset.UTC).id();
    UUID definition = get(Ids.class).next();
    commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "bench",
                    "bench",
                    "1.0.0",
                    workflow,
                    Optional.empty(),
                    Optional.empty())));
    return new Home(tenant, definition);
  }

  /** The change that starts a run with {@code {"value": 1}}. */
  public StartRun start(Home home, UUID run) {
    return start(home, run, JsonNodeFactory.instance.objectNode().put("value", 1));
  }

  /** The change that starts a run. */
  public StartRun start(Home home, UUID run, JsonNode input) {
    return new StartRun(
        run,
        home.definition(),
        "bench",
        "1.0.0",
        Optional.empty(),
        "manual",
        Actor.PLATFORM,
        Link.run(run),
        Optional.empty(),
        input,
        JsonNodeFactory.instance.objectNode(),
        get(Clock.class).instant());
  }

  /** Starts so many runs in one unit of work. */
  public List<UUID> start(Home home, int count) {
    UnitOfWork unit = new UnitOfWork(home.tenant());
    List<UUID> runs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      UUID run = get(Ids.class).next();
      runs.add(run);
      unit.add(start(home, run));
    }
    commit(unit);
    return runs;
  }

  /** Whether runs, directives or signals are runnable or in hand. */
  public boolean isUnderWay() {
    return engine().sql().sql(UNDER_WAY).query(Boolean.class).single();
  }

  /** How many rows a query counts, as the engine. */
  public long count(String sql, Object... params) {
    return engine().sql().sql(sql).params(params).query(Long.class).single();
  }

  @Override
  public void close() {
    context.close();
  }
}
