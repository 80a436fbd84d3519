package dev.fleetprompt.testing;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The whole server on a free port, with a database of its own, and people who are signed in. Two
 * may share a database, like a server before and after a restart.
 */
public final class TestSite implements AutoCloseable {

  /** The application without its commands. */
  @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
  @ComponentScan(
      basePackages = {
        "dev.fleetprompt.platform",
        "dev.fleetprompt.capability",
        "dev.fleetprompt.surface.web"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {".*Test.*", ".*\\.inertia\\.(ProtocolPages|PageServer).*"}))
  static class Application {}

  private final TestDatabase database;
  private final ConfigurableApplicationContext context;
  private final int port;

  private TestSite(TestDatabase database, Class<?>... more) {
    this.database = database;
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", "0");
    properties.put("fleet.database.url", database.login().jdbcUrl());
    properties.put("fleet.database.user", database.login().user());
    properties.put("fleet.database.password", database.login().password());
    this.context =
        new SpringApplicationBuilder(Application.class).sources(more).properties(properties).run();
    this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /**
   * @param more configurations with what the test adds, such as functions and directive types
   */
  public static TestSite start(Class<?>... more) {
    return new TestSite(TestDatabase.fresh(), more);
  }

  /** Another server on the same database. */
  public TestSite another(Class<?>... more) {
    return new TestSite(database, more);
  }

  public TestDatabase database() {
    return database;
  }

  public int port() {
    return port;
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public TenantId organization(String slug) {
    return database.organization(slug).id();
  }

  /**
   * A person with a session of this organization.
   *
   * @param role such as {@code admin}
   */
  public TestBrowser signedIn(TenantId tenant, String role) {
    UUID person = database.ids().next();
    String token = "token-" + person;
    OffsetDateTime now = database.clock().instant().atOffset(ZoneOffset.UTC);
    String email = person + "@example.com";
    set(
        "insert into fleet.person (person_id, email, email_key, name, password_hash,"
            + " password_changed_at, created_at) values (?, ?, ?, 'Ada', '-', ?, ?)",
        person,
        email,
        email,
        now,
        now);
    set(
        "insert into fleet.membership (tenant_id, person_id, role, status, created_at, changed_at)"
            + " values (?, ?, ?, 'active', ?, ?)",
        tenant.value(),
        person,
        role,
        now,
        now);
    set(
        "insert into fleet.session (token_hash, session_id, person_id, tenant_id, created_at,"
            + " seen_at, ends_at, address, agent) values (?, ?, ?, ?, ?, ?, ?, '127.0.0.1',"
            + " 'test')",
        sha256(token),
        database.ids().next(),
        person,
        tenant.value(),
        now,
        now,
        now.plusDays(1));
    return new TestBrowser(port, token, person);
  }

  /** Changes what is known about people. */
  public void set(String sql, Object... values) {
    int changed = database.identity().sql().sql(sql).params(values).update();
    if (changed == 0) {
      throw new IllegalStateException("Nothing was changed by " + sql);
    }
  }

  /** An event from outside; its signal's id. */
  public UUID event(TenantId tenant, String type, String id) {
    return event(tenant, type, id, "{}");
  }

  public UUID event(TenantId tenant, String type, String id, String data) {
    AppendSignal append =
        get(SignalEntry.class)
            .outside(
                tenant,
                new OutsideEvent(
                    "urn:shop",
                    id,
                    type,
                    Optional.empty(),
                    Optional.empty(),
                    new Signal.Payload.Json(ExactJson.read(data), Optional.empty()),
                    Map.of()),
                Actor.integration("test"));
    commit(tenant, append);
    return append.outcome().id();
  }

  /** Something that the platform states, for admins only. */
  public UUID adminsFact(TenantId tenant, String type) {
    UUID about = database.ids().next();
    AppendSignal append =
        get(SignalEntry.class)
            .fact(
                tenant,
                Fact.of(
                        type,
                        about + ":" + type,
                        Actor.PLATFORM,
                        Link.run(about),
                        ExactJson.read("{}"))
                    .at(Instant.now(database.clock()))
                    .forAdmins());
    commit(tenant, append);
    return append.outcome().id();
  }

  private void commit(TenantId tenant, AppendSignal append) {
    get(Commits.class).commit(new UnitOfWork(tenant).add(append));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
