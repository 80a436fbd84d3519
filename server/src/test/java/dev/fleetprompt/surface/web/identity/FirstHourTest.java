package dev.fleetprompt.surface.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.testing.Browser;
import dev.fleetprompt.testing.TestApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From the printed link to a second member, in the order in which it happens to people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstHourTest {
  private static final String PASSWORD = TestApplication.PASSWORD;

  @TempDir private static Path home;

  private TestApplication application;

  @BeforeAll
  void start() {
    application = TestApplication.start(home);
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  @Order(1)
  void theLinkMakesTheFirstPersonOnce() {
    assertThat(application.browser().page("/login").props().path("setUp").booleanValue()).isTrue();
    String path = application.get(Registration.class).setUpPath().orElseThrow();
    Browser browser = application.browser();
    assertThat(browser.page(path).props().path("good").booleanValue()).isTrue();

    JsonNode errors =
        browser.errors(path, path, Map.of("name", "", "email", "nobody", "password", "short"));
    assertThat(errors.propertyNames()).hasSize(1);
    Browser.Answer answer = browser.submit(path, account("ada@example.com", "Ada’s Shop"));

    assertThat(answer.target()).isEqualTo("/");
    JsonNode props = browser.page("/settings/profile").props();
    assertThat(props.path("organization").path("name").stringValue()).isEqualTo("Ada’s Shop");
    assertThat(props.path("organization").path("slug").stringValue()).isEqualTo("ada_s_shop");
    assertThat(props.path("organization").path("role").stringValue()).isEqualTo("owner");
    Browser second = application.browser();
    assertThat(second.open(path).status()).isEqualTo(410);
    assertThat(
            second
                .errors("/login", path, account("eve@example.com", "Eve"))
                .path("form")
                .stringValue())
        .contains("used already");
    assertThat(application.get(Registration.class).setUpPath()).isEmpty();
  }

  @Test
  @Order(2)
  void signingInLeadsWhereOneWantedToGo() {
    Browser browser = application.browser();
    Browser.Answer answer =
        browser.submit(
            "/login",
            Map.of("email", "ada@example.com", "password", PASSWORD, "to", "/settings/members"));

    assertThat(answer.target()).isEqualTo("/settings/members");
    assertThat(browser.open("/login?to=/settings/members").target()).isEqualTo("/settings/members");
    assertThat(browser.submit("/logout", Map.of()).target()).isEqualTo("/login");
    assertThat(browser.open("/settings/members").status()).isEqualTo(303);
  }

  @Test
  @Order(3)
  void hostileFormsAreAnswered() {
    Browser browser = application.browser();
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{\"email\":7,\"password\":{}}",
            "{\"email\":\"\\u0000\",\"password\":\"\\u0000\"}",
            "{\"email\":\"" + "x".repeat(100_000) + "\",\"password\":\"y\"}",
            "{\"a\":".repeat(900) + "1" + "}".repeat(900),
            "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000))) {
      for (String path :
          List.of(
              "/login",
              "/login/code",
              "/login/passkey",
              "/register",
              "/set-up/x",
              "/invitations/x",
              "/new-password/x")) {
        assertThat(browser.submit(path, body).status())
            .as(path + " " + body.substring(0, Math.min(40, body.length())))
            .isIn(303, 400, 409, 413, 422);
      }
    }
    assertThat(browser.submit("/login", "\"" + "x".repeat(3_000_000) + "\"").status())
        .isIn(400, 413);
  }

  @Test
  @Order(4)
  void anInvitedPersonComesInAndIsPutOutAtOnce() {
    Browser ada = application.signedIn("ada@example.com");
    Browser.Answer invited =
        ada.call(
            "/settings/members/invitations", Map.of("email", "bob@example.com", "role", "member"));
    String link = invited.json().path("link").stringValue();
    String path = link.substring(link.indexOf("/invitations/"));
    Browser bob = application.browser();

    bob.submit(path, Map.of("name", "Bob", "password", PASSWORD));

    assertThat(bob.page("/settings/members").props().path("members")).hasSize(2);
    assertThat(bob.page("/settings/members").body()).doesNotContain("ada@example.com");
    assertThat(
            bob.call(
                    "/settings/members/invitations",
                    Map.of("email", "x@example.com", "role", "member"))
                .status())
        .isEqualTo(403);
    String id = bob.page("/settings/profile").props().path("person").path("id").stringValue();
    ada.submit("/settings/members/" + id + "/disable", Map.of());
    assertThat(bob.open("/settings/members").target()).isEqualTo("/organizations");
    ada.submit("/settings/members/" + id + "/enable", Map.of());
    assertThat(ada.page("/settings/sign-ins").props().path("entries").path("items").toString())
        .contains("bob@example.com", "signed_in");
  }

  @Test
  @Order(5)
  void theSameFormTwiceDoesNoHarm() {
    Browser ada = application.signedIn("ada@example.com");
    ada.submit("/settings/organization", Map.of("name", "Ada’s", "zone", "Europe/Berlin"));
    ada.submit("/settings/organization", Map.of("name", "Ada’s", "zone", "Europe/Berlin"));
    assertThat(
            ada.page("/settings/organization")
                .props()
                .path("organization")
                .path("name")
                .stringValue())
        .isEqualTo("Ada’s");
    assertThat(ada.submit("/logout", Map.of()).target()).isEqualTo("/login");
    assertThat(ada.submit("/logout", Map.of()).status()).isEqualTo(401);
  }

  @Test
  @Order(6)
  void aFormFilledFromAnOldPageIsToldWhatChanged() {
    Browser ada = application.signedIn("ada@example.com");
    assertThat(
            ada.errors(
                    "/settings/organization",
                    "/settings/organization",
                    Map.of(
                        "name", "Eve’s",
                        "zone", "Europe/Paris",
                        "seenName", "Before",
                        "seenZone", "Europe/Berlin"))
                .path("form")
                .stringValue())
        .contains("Ada’s", "Europe/Berlin");
  }

  @Test
  @Order(7)
  void aDeletedOrganizationLeavesItsPeopleAClearPage() {
    Browser ada = application.signedIn("ada@example.com");
    Browser bob = application.signedIn("bob@example.com");
    assertThat(
            ada.errors(
                    "/settings/organization",
                    "/settings/organization/delete",
                    Map.of("typed", "Ada’s", "currentPassword", "wrong"))
                .path("currentPassword")
                .stringValue())
        .isNotEmpty();

    ada.submit(
        "/settings/organization/delete", Map.of("typed", "Ada’s", "currentPassword", PASSWORD));

    assertThat(bob.open("/settings/members").target()).isEqualTo("/organizations");
    assertThat(bob.page("/organizations").props().path("lost").booleanValue()).isTrue();
  }

  private static Map<String, String> account(String email, String organization) {
    return Map.of(
        "name",
        "Ada",
        "email",
        email,
        "password",
        PASSWORD,
        "organization",
        organization,
        "slug",
        "",
        "zone",
        "Europe/Berlin");
  }
}
