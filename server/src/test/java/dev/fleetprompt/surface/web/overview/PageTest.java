package dev.fleetprompt.surface.web.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.surface.web.EntryLinks;
import dev.fleetprompt.surface.web.overview.Overview.AttemptLine;
import dev.fleetprompt.surface.web.overview.Overview.Command;
import dev.fleetprompt.surface.web.overview.Overview.DirectiveRow;
import dev.fleetprompt.surface.web.overview.Overview.Needed;
import dev.fleetprompt.surface.web.overview.Overview.Reference;
import dev.fleetprompt.surface.web.overview.Overview.RunRow;
import dev.fleetprompt.surface.web.overview.Overview.SignalRow;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The page over real HTTP, with made-up contents. */
class PageTest {
  private static final Map<String, Overview> ORGANIZATIONS =
      new java.util.concurrent.ConcurrentHashMap<>();

  private static ConfigurableApplicationContext application;
  private static int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class
      })
  @ComponentScan(
      basePackages = "dev.fleetprompt.surface.web",
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {
                ".*Test.*",
                ".*\\.overview\\.Platform.*",
                ".*\\.surface\\.web\\.(?!gate|overview|inertia)\\w+\\..*",
                ".*\\.Readiness"
              }))
  static class Application {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock) {
      return Ids.following(clock);
    }

    @Bean
    Overviews overviews() {
      return slug ->
          slug.isPresent()
              ? Optional.ofNullable(ORGANIZATIONS.get(slug.get()))
              : ORGANIZATIONS.values().stream().findFirst();
    }
  }

  @BeforeAll
  static void start() {
    application = new SpringApplicationBuilder(Application.class).properties("server.port=0").run();
    port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void noOrganization() {
    ORGANIZATIONS.clear();
  }

  @Test
  void withoutASessionThePageSaysHowToGetIn() throws Exception {
    HttpResponse<String> answer = get("/", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("./fleet up");
  }

  @Test
  void aTokenOpensASessionOnce() throws Exception {
    String link = application.getBean(EntryLinks.class).issue();

    HttpResponse<String> first = get(link, "");
    HttpResponse<String> second = get(link, "");

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("location")).contains("/");
    assertThat(first.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("fleet_session_" + port + "=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain(link.substring(link.indexOf('=') + 1));
    assertThat(second.statusCode()).isEqualTo(401);
    assertThat(second.headers().firstValue("set-cookie")).isEmpty();
    assertThat(get("/", cookie(first)).statusCode()).isEqualTo(200);
  }

  @Test
  void madeUpTokensAndSessionsAreNoKeys() throws Exception {
    assertThat(get("/enter?token=guess", "").statusCode()).isEqualTo(401);
    assertThat(get("/enter", "").statusCode()).isEqualTo(401);
    assertThat(get("/", "fleet_session_" + port + "=guess").statusCode()).isEqualTo(401);
  }

  @Test
  void everyAnswerKeepsBrowsersStrict() throws Exception {
    for (String path : List.of("/", "/style.css", "/enter?token=x", "/nowhere")) {
      var headers = get(path, "").headers();
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'");
      assertThat(headers.firstValue("cache-control")).contains("no-store");
      assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
      assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
      assertThat(headers.firstValue("x-frame-options")).contains("DENY");
    }
  }

  @Test
  void aForeignNameForThisMachineIsRefused() throws Exception {
    assertThat(statusFor("Host: evil.example")).isEqualTo(421);
    assertThat(statusFor("Host: localhost.evil.example:" + port)).isEqualTo(421);
    assertThat(statusFor("Host: 127.0.0.1.evil.example")).isEqualTo(421);
    assertThat(statusFor("Host: localhost:" + port)).isEqualTo(200);
    assertThat(statusFor("Host: [::1]:" + port)).isEqualTo(200);
  }

  @Test
  void withoutAnOrganizationThePageSaysHowToStart() throws Exception {
    HttpResponse<String> page = get("/", session());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("There is no organization yet", "./fleet demo");
  }

  @Test
  void emptyListsSayWhatWouldBeThere() throws Exception {
    ORGANIZATIONS.put("demo", overview(List.of(), List.of(), List.of(), List.of()));

    assertThat(get("/", session()).body())
        .contains("Nothing waits for you", "No run yet", "No directive yet", "No signal yet")
        .doesNotContain("<table", "<dl");
  }

  @Test
  void whatIsShownIsEscaped() throws Exception {
    ORGANIZATIONS.put(
        "demo",
        overview(
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new SignalRow(
                    "a.b",
                    new Reference("<script>alert(1)</script>\"'", "<script>alert(1)</script>\"'"),
                    moment("2026-01-01T00:00:00Z"),
                    new Reference("x", "x")))));

    assertThat(get("/", session()).body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;")
        .doesNotContain("<script");
  }

  @Test
  void aDirectiveInDoubtStandsFirstWithItsCommands() throws Exception {
    ORGANIZATIONS.put("demo", rich());

    String page = get("/?organization=demo", session()).body();

    assertThat(page)
        .contains("./fleet directive resolve 0198a1b2-0000-7000-8000-000000000001 --happened")
        .contains("./fleet directive resolve 0198a1b2-0000-7000-8000-000000000001 --send-again")
        .contains(
            "<time datetime=\"2026-11-20T09:57:00Z\" title=\"2026-11-20 10:57:00 CET\">3 min ago</time>");
    assertThat(page.indexOf("Needs you")).isLessThan(page.indexOf("id=\"runs\""));
    keepForTheEye(page);
  }

  @Test
  void anUnknownOrganizationIsNotFound() throws Exception {
    assertThat(get("/?organization=none", session()).statusCode()).isEqualTo(404);
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    HttpResponse<String> answer = get("/nowhere", session());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no such page").doesNotContain("Whitelabel");
  }

  private static Moment moment(String time) {
    return Moment.of(
        Instant.parse(time), Instant.parse("2026-11-20T10:00:00Z"), ZoneId.of("Europe/Berlin"));
  }

  private static Overview overview(
      List<Needed> needed,
      List<RunRow> runs,
      List<DirectiveRow> directives,
      List<SignalRow> signals) {
    return new Overview(
        "Demo",
        "Europe/Berlin",
        moment("2026-11-20T10:00:00Z"),
        List.of(),
        needed,
        runs,
        directives,
        signals);
  }

  private static Overview rich() {
    String doubtful = "0198a1b2-0000-7000-8000-000000000001";
    String resolve = "./fleet directive resolve " + doubtful;
    return new Overview(
        "Harbour Gifts",
        "Europe/Berlin",
        moment("2026-11-20T10:00:00Z"),
        List.of(new Overview.Other("acme", "Acme")),
        List.of(
            new Needed(
                Chip.of("violet", "in doubt"),
                "mattermost.post: did it happen?",
                "The line broke after sending. It will not be sent again without you.",
                moment("2026-11-20T09:18:00Z"),
                List.of(
                    new Command("It is in the channel", resolve + " --happened"),
                    new Command("It is not there, send it", resolve + " --send-again"),
                    new Command("It is not there, leave it", resolve + " --leave")))),
        List.of(
            new RunRow(
                "…b7c1",
                "daily-ops-digest",
                Chip.of("blue", "running"),
                moment("2026-11-20T09:57:00Z"),
                "3 min",
                ""),
            new RunRow(
                "…b7c0",
                "daily-ops-digest",
                Chip.of("red", "faulted"),
                moment("2026-11-19T06:30:00Z"),
                "1.2 s",
                "The webhook was not found (404)."),
            new RunRow(
                "…b7bf",
                "daily-ops-digest",
                Chip.of("green", "completed"),
                moment("2026-11-18T06:30:00Z"),
                "0.9 s",
                "")),
        List.of(
            new DirectiveRow(
                doubtful,
                "mattermost.post",
                Chip.of("violet", "in doubt"),
                moment("2026-11-20T09:18:00Z"),
                "The daily digest of 19 November",
                List.of(
                    new AttemptLine(
                        1,
                        Chip.of("amber", "retryable"),
                        moment("2026-11-20T09:18:00Z"),
                        "429: asked to wait 3 s"),
                    new AttemptLine(
                        2,
                        Chip.of("violet", "unknown"),
                        moment("2026-11-20T09:18:04Z"),
                        "The line broke after sending."))),
            new DirectiveRow(
                "0198a1b2-0000-7000-8000-000000000002",
                "package.install",
                Chip.of("green", "completed"),
                moment("2026-11-20T08:00:00Z"),
                "",
                List.of(
                    new AttemptLine(
                        1, Chip.of("green", "completed"), moment("2026-11-20T08:00:00Z"), ""))),
            new DirectiveRow(
                "0198a1b2-0000-7000-8000-000000000003",
                "mattermost.post",
                Chip.over("cancelled"),
                moment("2026-10-02T08:00:00Z"),
                "",
                List.of())),
        List.of(
            new SignalRow(
                "value.digest.posted",
                new Reference("installation …77aa", "installation …77aa"),
                moment("2026-11-20T09:59:58Z"),
                new Reference("run …b7c1", "run:0198a1b2-0000-7000-8000-00000000b7c1")),
            new SignalRow(
                "directive.in_doubt",
                new Reference("directive …0001", "directive …0001"),
                moment("2026-11-20T09:18:04Z"),
                new Reference("run …b7c1", "run:0198a1b2-0000-7000-8000-00000000b7c1")),
            new SignalRow(
                "shop.order.placed",
                new Reference("581587", "581587"),
                moment("2011-12-09T00:00:00Z"),
                new Reference("signal …c0de", "signal …c0de"))));
  }

  /** Leaves the page beside the other results of the build. */
  private static void keepForTheEye(String page) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "page"));
    Files.writeString(
        folder.resolve("overview.html"),
        page.replace("href=\"/", "href=\"").replace("src=\"/", "src=\""));
    for (String file : List.of("style.css", "favicon.svg")) {
      Files.writeString(
          folder.resolve(file), Files.readString(Path.of("src/main/resources/web", file)));
    }
  }

  private String session() throws Exception {
    return cookie(get(application.getBean(EntryLinks.class).issue(), ""));
  }

  private static String cookie(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The status that a request for the style sheet with this header gets. */
  private static int statusFor(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET /style.css HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
