package dev.fleetprompt.surface.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.testing.Browser;
import dev.fleetprompt.testing.TestApplication;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every request and every answer is subject to, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
  @TempDir private static Path home;

  private TestApplication application;
  private Browser owner;

  @BeforeAll
  void start() {
    application =
        TestApplication.start(home, Map.of("fleet.web.public-url", "https://fleet.example.com"));
    owner = application.owner("acme");
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  void withoutASessionPagesLeadToTheSignInAndBack() {
    Browser.Answer answer = application.browser().open("/settings/members?after=x");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.target()).isEqualTo("/login?to=%2Fsettings%2Fmembers%3Fafter%3Dx");
    assertThat(application.browser().page("/settings/members").status()).isEqualTo(409);
    for (String elsewhere : List.of("https://evil.example", "//evil.example", "/%5Cevil.example")) {
      assertThat(
              application.browser().page("/login?to=" + elsewhere).props().path("to").stringValue())
          .isEqualTo("/");
    }
  }

  @Test
  void aFormWhoseSessionEndedIsToldSoAndKept() {
    Browser browser = application.signedIn("owner@acme.example");
    browser.cookies().keySet().removeIf(name -> name.startsWith("fleet_session"));

    Browser.Answer answer = browser.submit("/settings/profile/name", Map.of("name", "Ada"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("code").stringValue()).isEqualTo("session.ended");
  }

  @Test
  void aFormFromElsewhereIsRefused() {
    assertThat(owner.send(owner.forged("/settings/profile/name", "{\"name\":\"Eve\"}")).status())
        .isEqualTo(403);
    assertThat(
            owner
                .send(
                    owner
                        .forged("/logout", "{}")
                        .header("X-XSRF-TOKEN", "00000000-0000-0000-0000-000000000000"))
                .status())
        .isEqualTo(403);
    assertThat(owner.open("/settings/profile").status()).isEqualTo(200);
  }

  @Test
  void aFormWithoutItsProofIsToldThatItsPageIsOutOfDate() {
    Browser browser = application.signedIn("owner@acme.example");
    browser.cookies().remove("XSRF-TOKEN");

    Browser.Answer answer =
        browser.send(
            browser
                .forged("/settings/profile/name", "{\"name\":\"Eve\"}")
                .header("X-Inertia", "true"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.props().path("title").stringValue()).isEqualTo("This page is out of date");
    assertThat(answer.raw().headers().allValues("set-cookie"))
        .anySatisfy(cookie -> assertThat(cookie).startsWith("XSRF-TOKEN="));
  }

  @Test
  void aFailureIsToldAsItIs() {
    assertThat(owner.open("/nowhere").status()).isEqualTo(404);
    assertThat(application.member("acme", Role.VIEWER).open("/settings/sign-ins").status())
        .isEqualTo(403);
    assertThat(owner.open("/settings/sign-ins").status()).isEqualTo(200);
  }

  @Test
  void everyAnswerKeepsBrowsersStrict() {
    for (String path : List.of("/login", "/settings/profile", "/style.css", "/nowhere")) {
      var headers = owner.open(path).raw().headers();
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'");
      assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
      assertThat(headers.firstValue("referrer-policy")).contains("same-origin");
      assertThat(headers.firstValue("x-frame-options")).contains("DENY");
      assertThat(headers.firstValue("permissions-policy").orElse("")).contains("camera=()");
      assertThat(headers.firstValue("cross-origin-opener-policy")).contains("same-origin");
      assertThat(headers.firstValue("cache-control").orElse("")).contains("no-store");
      assertThat(headers.firstValue("strict-transport-security")).isEmpty();
    }
  }

  @Test
  void cookiesAreOutOfReach() {
    Browser browser = application.browser();
    browser.open("/login");
    Browser.Answer answer =
        browser.submit(
            "/login", Map.of("email", "owner@acme.example", "password", TestApplication.PASSWORD));

    assertThat(answer.raw().headers().allValues("set-cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith("fleet_session_" + browser.port() + "=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/"));
    assertThat(browser.open("/login").raw().headers().allValues("set-cookie"))
        .noneMatch(cookie -> cookie.contains("fleet_session"));
  }

  @Test
  void behindAProxyCookiesAreBoundToTheHost() throws Exception {
    String answer = raw("GET /login HTTP/1.1\r\nHost: fleet.example.com\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Strict-Transport-Security: max-age=31536000")
        .containsPattern("(?i)Set-Cookie: XSRF-TOKEN=[^\r]*Secure[^\r]*SameSite=Lax");
  }

  @Test
  void aForeignNameForThisMachineIsRefused() throws Exception {
    assertThat(status("Host: evil.example")).isEqualTo(421);
    assertThat(status("Host: localhost.evil.example:" + owner.port())).isEqualTo(421);
    assertThat(status("Host: 127.0.0.1.evil.example")).isEqualTo(421);
    assertThat(status("Host: fleet.example.com.evil.example")).isEqualTo(421);
    assertThat(status("Host: localhost:" + owner.port())).isEqualTo(200);
    assertThat(status("Host: [::1]:" + owner.port())).isEqualTo(200);
  }

  @Test
  void madeUpSessionsAreNoKeys() {
    for (String value : List.of("guess", "%00", "x".repeat(4_000))) {
      Browser browser = application.browser();
      browser.cookies().put("fleet_session_" + browser.port(), value);
      assertThat(browser.open("/settings/profile").status()).isEqualTo(303);
    }
  }

  @Test
  void probesAndFilesNeedNoSession() {
    for (String path : List.of("/health/live", "/style.css", "/favicon.svg", "/login")) {
      Browser browser = application.browser();
      assertThat(browser.send(browser.request(path).GET()).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void aMemberWithoutOrganizationChoosesOne() {
    Browser leaver = application.member("acme", Role.MEMBER);
    String id = leaver.page("/settings/profile").props().path("person").path("id").stringValue();
    assertThat(leaver.submit("/settings/members/" + id + "/remove", Map.of()).target())
        .isEqualTo("/organizations");

    assertThat(leaver.open("/settings/organization").target()).isEqualTo("/organizations");
    assertThat(leaver.page("/organizations").props().path("lost").booleanValue()).isTrue();
    assertThat(leaver.open("/settings/profile").status()).isEqualTo(200);
  }

  @Test
  void scriptsOfAMemberWithoutOrganizationAreToldSo() {
    Browser leaver = application.member("acme", Role.ADMIN);
    String id = leaver.page("/settings/profile").props().path("person").path("id").stringValue();
    leaver.submit("/settings/members/" + id + "/remove", Map.of());

    Browser.Answer stream =
        leaver.send(leaver.request("/live").GET().header("Accept", "text/event-stream"));
    Browser.Answer call =
        leaver.call("/settings/members/invitations", Map.of("email", "x@example.com"));

    assertThat(stream.status()).isEqualTo(409);
    assertThat(call.status()).isEqualTo(409);
    assertThat(call.json().path("code").stringValue()).isEqualTo("organization.lost");
  }

  private int status(String host) throws IOException {
    return Integer.parseInt(raw("GET /style.css HTTP/1.1\r\n" + host + "\r\n").split(" ", 3)[1]);
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", owner.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
