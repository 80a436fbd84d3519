package dev.fleetprompt.testing;

import dev.fleetprompt.FleetPrompt;
import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.platform.identity.Invitations;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application as a server, on a database of its own. */
public final class TestApplication implements AutoCloseable {
  /** Everybody's here. */
  public static final String PASSWORD = "three green boats";

  private final Optional<TestDatabase> database;
  private final ConfigurableApplicationContext context;
  private final int port;

  private TestApplication(
      Optional<TestDatabase> database,
      ServerLogin login,
      Path home,
      Map<String, Object> more,
      Class<?>... sources) {
    this.database = database;
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("server.port", 0);
    properties.put("fleet.home", home.toString());
    properties.put("fleet.database.url", login.jdbcUrl());
    properties.put("fleet.database.user", login.user());
    properties.put("fleet.database.password", login.password());
    this.context =
        new SpringApplicationBuilder(FleetPrompt.class)
            .sources(sources)
            .web(WebApplicationType.SERVLET)
            .properties(properties)
            .run();
    this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /**
   * @param home an empty folder
   * @param more further settings
   * @param sources further configurations
   */
  public static TestApplication start(Path home, Map<String, Object> more, Class<?>... sources) {
    TestDatabase database = TestDatabase.fresh();
    return new TestApplication(Optional.of(database), database.login(), home, more, sources);
  }

  public static TestApplication start(Path home) {
    return start(home, Map.of());
  }

  /** On an empty database of another server. */
  public static TestApplication on(ServerLogin login, Path home) {
    return new TestApplication(Optional.empty(), login, home, Map.of());
  }

  /** The database, unless it is another server's. */
  public TestDatabase database() {
    return database.orElseThrow();
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  /** A browser without a session. */
  public Browser browser() {
    return new Browser(port);
  }

  /** Signs in with {@link #PASSWORD}. */
  public Browser signedIn(String email) {
    Browser browser = browser();
    Browser.Answer answer =
        browser.submit("/login", Map.of("email", email, "password", PASSWORD, "to", "/"));
    if (browser.cookies().keySet().stream().noneMatch(name -> name.startsWith("fleet_session_"))) {
      throw new AssertionError("not signed in: " + answer.status() + " " + answer.body());
    }
    return browser;
  }

  /** An organization whose owner is signed in. */
  public Browser owner(String slug) {
    Organization organization = get(Organizations.class).create(slug, slug, ZoneOffset.UTC);
    String email = "owner@" + slug + ".example";
    get(Registration.class)
        .addOwner(organization.id(), new NewPerson("Owner of " + slug, email, PASSWORD));
    return signedIn(email);
  }

  /** A further member of an organization, signed in. */
  public Browser member(String slug, Role role) {
    String email = role.text() + "@" + slug + ".example";
    String path =
        get(Invitations.class)
            .inviteAsOperator(
                get(dev.fleetprompt.platform.tenancy.Organizations.class)
                    .find(slug)
                    .orElseThrow()
                    .id(),
                email,
                role);
    Browser browser = browser();
    browser.submit(path, Map.of("name", "The " + role.text(), "password", PASSWORD));
    return browser;
  }

  @Override
  public void close() {
    context.close();
    database.ifPresent(TestDatabase::close);
  }
}
