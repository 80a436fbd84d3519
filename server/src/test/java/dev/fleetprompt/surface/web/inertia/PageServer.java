package dev.fleetprompt.surface.web.inertia;

import static java.util.stream.Collectors.joining;

import dev.fleetprompt.platform.identity.Invitations;
import dev.fleetprompt.platform.identity.Members;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Origin;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SessionId;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages over real HTTP and a real database with the platform at work. Who asks is said by a header
 * instead of a session; roles of handler methods are another test's subject.
 */
public final class PageServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> PAGES =
      Set.of(
          "Error",
          "Inbox/Index",
          "Inbox/Show",
          "Connections/Index",
          "Connections/New",
          "Connections/Show",
          "Marketplace/Index",
          "Marketplace/Show",
          "Marketplace/Install",
          "Marketplace/Plan",
          "Installed/Index",
          "Installed/Show",
          "Digests/Index",
          "Digests/Show",
          "Settings/Policies",
          "Settings/Ingress");

  private final TestDatabase database = TestDatabase.fresh();
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Organization organization;

  private PageServer() {
    context =
        new SpringApplicationBuilder(Application.class)
            .logStartupInfo(false)
            .properties(
                Map.of(
                    "server.port", "0",
                    "server.address", "127.0.0.1",
                    "fleet.database.url", database.login().jdbcUrl(),
                    "fleet.database.user", database.login().user(),
                    "fleet.database.password", database.login().password()))
            .run();
    organization = database.organization("acme");
  }

  public static PageServer start() {
    return new PageServer();
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public Organization organization() {
    return organization;
  }

  /** The first member of an organization, its owner. */
  public SignedIn owner(Organization of, String name) {
    get(Registration.class).addOwner(of.id(), person(name));
    return member(of, name);
  }

  /** Another member. */
  public SignedIn member(Organization of, String name, Role role) {
    String token = get(Invitations.class).inviteAsOperator(of.id(), email(name), role);
    get(Invitations.class)
        .acceptAsNew(
            token.substring(token.lastIndexOf('/') + 1),
            person(name),
            Origin.of("127.0.0.1", "a test"));
    return member(of, name);
  }

  private SignedIn member(Organization of, String name) {
    Members.Member found =
        get(Members.class).list(of.id()).stream()
            .filter(member -> member.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new SignedIn(
        found.person(), name, found.email(), of, found.role(), new SessionId(UUID.randomUUID()));
  }

  private static NewPerson person(String name) {
    return new NewPerson(name, email(name), "correct horse battery staple");
  }

  private static String email(String name) {
    return name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
  }

  /** Another organization of the same instance. */
  public Organization another(String slug) {
    return database.organization(slug);
  }

  /** What a request came to. */
  public record Answer(int status, JsonNode page, String location) {
    public JsonNode props() {
      return page.path("props");
    }

    public String component() {
      return page.path("component").asString("");
    }
  }

  /** Asks for a page as the browser does while it goes from page to page. */
  public Answer page(SignedIn who, String path) {
    return send(who, path, null, null);
  }

  /** Asks for some props of a page. */
  public Answer part(SignedIn who, String path, String component, String only) {
    return send(who, path, null, component + " " + only);
  }

  /** Sends a form from a page and follows to where the answer leads. */
  public Answer post(SignedIn who, String from, String path, Map<String, ?> form) {
    Answer answer = send(who, path, form, null, from);
    return answer.status() == 303
        ? withLocation(page(who, answer.location()), answer.location())
        : answer;
  }

  private static Answer withLocation(Answer shown, String location) {
    return new Answer(shown.status(), shown.page(), location);
  }

  private Answer send(
      SignedIn who, String path, @Nullable Map<String, ?> form, @Nullable String part) {
    return send(who, path, form, part, path);
  }

  private Answer send(
      SignedIn who,
      String path,
      @Nullable Map<String, ?> form,
      @Nullable String part,
      String from) {
    URI base =
        URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("X-Inertia", "true")
            .header("Accept", "text/html")
            .header("Referer", base.resolve(from).toString())
            .header("X-Test-Person", Caller.key(who));
    Caller.KNOWN.put(Caller.key(who), who);
    String cookies = cookies(who);
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookies);
    }
    if (part != null) {
      request
          .header("X-Inertia-Partial-Component", part.split(" ", -1)[0])
          .header("X-Inertia-Partial-Data", part.split(" ", -1)[1]);
    }
    if (form != null) {
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(JSON.writeValueAsString(form)));
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      keepCookies(who, answer);
      String location = answer.headers().firstValue("location").orElse("");
      String body = answer.body();
      return new Answer(
          answer.statusCode(),
          body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode(),
          location.isEmpty() ? "" : relative(location));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String relative(String location) {
    URI uri = URI.create(location);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private final Map<String, Map<String, String>> jars =
      new java.util.concurrent.ConcurrentHashMap<>();

  private String cookies(SignedIn who) {
    return jars.getOrDefault(Caller.key(who), Map.of()).entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(joining("; "));
  }

  private void keepCookies(SignedIn who, HttpResponse<?> answer) {
    for (String cookie : answer.headers().allValues("set-cookie")) {
      String pair = cookie.split(";", 2)[0];
      int equals = pair.indexOf('=');
      jars.computeIfAbsent(Caller.key(who), key -> new java.util.concurrent.ConcurrentHashMap<>())
          .put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }

  /** Takes the caller from a header. */
  static final class Caller implements HandlerMethodArgumentResolver {
    static final Map<String, SignedIn> KNOWN = new java.util.concurrent.ConcurrentHashMap<>();

    static String key(SignedIn who) {
      return who.session().toString();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public @Nullable Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      return KNOWN.get(String.valueOf(request.getHeader("X-Test-Person")));
    }
  }

  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class
      })
  @ComponentScan(
      basePackages = {
        "dev.fleetprompt.platform",
        "dev.fleetprompt.capability",
        "dev.fleetprompt.surface.web"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {
                ".*Test.*",
                ".*\\.surface\\.web\\.(?!inertia|inbox|people|connections|marketplace|installed|digests|settings)\\w+\\..*",
                ".*\\.surface\\.web\\.settings\\.(?!Policies|Ingress)\\w+",
                ".*\\.ProtocolPages.*",
                ".*\\.Readiness",
                ".*TimeZones"
              }))
  static class Application implements WebMvcConfigurer {
    @Bean
    Assets assets() {
      String manifest =
          Stream.concat(
                  Stream.of("\"src/main.ts\": {\"file\": \"assets/main-1.js\", \"isEntry\": true}"),
                  PAGES.stream()
                      .map(page ->
                          "\"src/pages/%s.svelte\": {\"file\": \"assets/%s-1.js\"}"
                              .formatted(page, page.replace('/', '-'))))
              .collect(joining(",", "{", "}"));
      return Assets.of(new ByteArrayResource(manifest.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new Caller());
    }
  }
}
