package dev.fleetprompt.surface.web.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.surface.web.inertia.PageServer;
import dev.fleetprompt.surface.web.inertia.PageServer.Answer;
import dev.fleetprompt.testing.Await;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People connect, choose what asks first, decide, and see what came of it. */
class DecisionsTest {

  private static PageServer server;
  private static SignedIn ada;
  private static SignedIn bob;
  private static SignedIn eve;

  @BeforeAll
  static void start() {
    server = PageServer.start();
    ada = server.owner(server.organization(), "Ada");
    bob = server.member(server.organization(), "Bob", Role.ADMIN);
    eve = server.owner(server.another("other"), "Eve");
    askFirst("package.uninstall");
    askFirst("http.request");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void askFirst(String type) {
    int version = server.page(ada, "/settings/policies").props().path("version").intValue();
    Answer answer =
        server.post(
            ada,
            "/settings/policies",
            "/settings/policies/ask",
            Map.of("type", type, "asks", true, "version", version));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.props().path("version").intValue()).isEqualTo(version + 1);
  }

  private static UUID request(SignedIn who) {
    return server
        .get(Directives.class)
        .request(
            who.tenant(),
            DirectiveRequest.of(
                "http.request",
                ExactJson.read(
                    """
                    {"method": "POST", "endpoint": {"uri": "/orders", "authentication": {"use": "shop"}},
                     "body": {"order": "<b>1</b>"}}
                    """),
                UUID.randomUUID().toString(),
                "The customer asked for it",
                Requester.person(who.person().toString())))
        .directive();
  }

  @Test
  void anItemSaysWhatWillHappenWhyAndWhatItShows() {
    UUID id = request(ada);
    Answer item = server.page(bob, "/inbox/" + id);
    assertThat(item.component()).isEqualTo("Inbox/Show");
    assertThat(item.props().path("item").path("sentence").stringValue())
        .isEqualTo("Send POST /orders through the connection 'shop'");
    assertThat(item.props().path("item").path("preview").path("body").stringValue())
        .isEqualTo("{\"order\":\"<b>1</b>\"}");
    assertThat(item.props().path("item").path("origin").path("askedBy").stringValue())
        .isEqualTo("Ada");
    assertThat(item.props().path("item").path("undo").booleanValue()).isFalse();
    assertThat(item.props().path("standing").path("mayApprove").booleanValue()).isTrue();
    Answer own = server.page(ada, "/inbox/" + id);
    assertThat(own.props().path("standing").path("mayApprove").booleanValue()).isFalse();
    assertThat(own.props().path("standing").path("mayWithdraw").booleanValue()).isTrue();
  }

  @Test
  void aRejectionNeedsAReasonAndKeepsThePage() {
    UUID id = request(ada);
    Answer without =
        server.post(bob, "/inbox/" + id, "/inbox/" + id + "/reject", Map.of("reason", " "));
    assertThat(without.component()).isEqualTo("Inbox/Show");
    assertThat(without.props().path("errors").path("reason").stringValue()).isNotEmpty();
    server.post(bob, "/inbox/" + id, "/inbox/" + id + "/reject", Map.of("reason", "not now"));
    Answer decided = server.page(bob, "/inbox/" + id);
    assertThat(decided.props().path("item").path("state").stringValue()).isEqualTo("rejected");
    assertThat(decided.props().path("item").path("decision").path("reason").stringValue())
        .isEqualTo("not now");
    assertThat(decided.props().path("item").path("decision").path("by").stringValue())
        .isEqualTo("you");
  }

  @Test
  void aSecondClickChangesNothingAndSaysSo() {
    UUID id = request(ada);
    server.post(bob, "/inbox/" + id, "/inbox/" + id + "/approve", Map.of());
    Answer second = server.post(bob, "/inbox/" + id, "/inbox/" + id + "/approve", Map.of());
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.location()).isEqualTo("/inbox/" + id);
    assertThat(second.page().toString()).contains("no longer waits");
  }

  @Test
  void theRequesterIsToldThatSomebodyElseDecides() {
    UUID id = request(ada);
    Answer answer = server.post(ada, "/inbox/" + id, "/inbox/" + id + "/approve", Map.of());
    assertThat(answer.page().toString()).contains("somebody else");
    assertThat(answer.props().path("item").path("state").stringValue()).isEqualTo("proposed");
  }

  @Test
  void theListShowsWhatWaitsAndCountsIt() {
    UUID id = request(ada);
    Answer list = server.page(bob, "/inbox");
    assertThat(list.component()).isEqualTo("Inbox/Index");
    assertThat(list.props().path("items").path("count").intValue()).isPositive();
    assertThat(list.props().path("items").toString()).contains(id.toString());
  }

  @Test
  void anotherOrganizationsItemIsNotThere() {
    UUID id = request(ada);
    assertThat(server.page(eve, "/inbox/" + id).status()).isEqualTo(404);
    assertThat(server.post(eve, "/inbox", "/inbox/" + id + "/approve", Map.of()).status())
        .isEqualTo(404);
    assertThat(server.page(eve, "/inbox").props().toString()).doesNotContain(id.toString());
    assertThat(server.page(bob, "/inbox/nonsense").status()).isEqualTo(404);
  }

  @Test
  void aConnectionIsMadeTestedRenamedAndRevokedWithoutShowingItsSecret() throws Exception {
    try (MattermostReceiver receiver =
        MattermostReceiver.start(
            0, "abcdefghij1234567890klmnop", Optional.empty(), Clock.systemUTC())) {
      String webhook = receiver.webhook().toString();
      Map<String, Object> form =
          Map.of(
              "name",
              "team-chat",
              "connector",
              "mattermost",
              "config",
              Map.of(),
              "secret",
              webhook);
      Answer asked = server.post(ada, "/connections/new", "/connections", form);
      String allowed = asked.props().path("errors").path("allow").stringValue();
      assertThat(allowed).startsWith("127.0.0.1:");
      assertThat(asked.props().path("errors").path("address").stringValue()).contains("127.0.0.1");

      Map<String, Object> allowing = new java.util.HashMap<>(form);
      allowing.put("allow", allowed);
      Answer connected = server.post(ada, "/connections/new", "/connections", allowing);
      assertThat(connected.component()).isEqualTo("Connections/Show");
      assertThat(connected.page().toString())
          .doesNotContain(webhook.substring(webhook.lastIndexOf('/')));
      String base = connected.location();

      Answer again = server.post(ada, "/connections/new", "/connections", allowing);
      assertThat(again.props().path("errors").path("name").stringValue()).isNotEmpty();

      String click = UUID.randomUUID().toString();
      Answer tested = server.post(ada, base, base + "/test", Map.of("click", click));
      String directive = tested.props().path("test").path("id").stringValue();
      Answer twice = server.post(ada, base, base + "/test", Map.of("click", click));
      assertThat(twice.props().path("test").path("id").stringValue()).isEqualTo(directive);
      Await.until("the test message arrives", () -> receiver.posts().size() == 1);

      Answer renamed = server.post(ada, base, base + "/rename", Map.of("name", "shop-chat"));
      assertThat(renamed.props().path("connection").path("name").stringValue())
          .isEqualTo("shop-chat");
      Answer leads = server.part(ada, base, "Connections/Show", "leads");
      assertThat(leads.props().path("leads").path("reach").stringValue()).isEqualTo("private");
      Answer revoked = server.post(ada, base, base + "/revoke", Map.of());
      assertThat(revoked.props().path("connection").path("status").stringValue())
          .isEqualTo("revoked");
      assertThat(server.page(eve, base).status()).isEqualTo(404);
    }
  }

  @Test
  void hostileInputIsRefusedAtItsField() {
    Answer answer =
        server.post(
            ada,
            "/connections/new",
            "/connections",
            Map.of(
                "name", "x".repeat(5_000),
                "connector", "mattermost",
                "secret", "javascript:alert(1)"));
    assertThat(answer.props().path("errors").path("name").stringValue()).contains("100");
    Answer unknown =
        server.post(
            ada, "/connections/new", "/connections", Map.of("name", "a", "connector", "../etc"));
    assertThat(unknown.props().path("errors").path("connector").stringValue()).isNotEmpty();
  }

  @Test
  void aTokenIsShownOnceAndRevoked() {
    Answer made =
        server.post(ada, "/settings/ingress", "/settings/ingress", Map.of("name", "Shop server"));
    String secret = made.page().path("secret").stringValue();
    assertThat(secret).isNotEmpty();
    Answer list = server.page(ada, "/settings/ingress");
    assertThat(list.page().toString()).doesNotContain(secret);
    String id = list.props().path("tokens").path(0).path("id").stringValue();
    Answer revoked =
        server.post(ada, "/settings/ingress", "/settings/ingress/" + id + "/revoke", Map.of());
    assertThat(revoked.props().path("tokens").path(0).path("revoked").isString()).isTrue();
  }

  @Test
  void aPolicyChangedFromAnOldVersionIsLeftAlone() {
    Answer answer =
        server.post(
            ada,
            "/settings/policies",
            "/settings/policies/ask",
            Map.of("type", "mattermost.post", "asks", true, "version", 0));
    assertThat(answer.page().toString()).contains("Somebody else changed the policy");
    assertThat(answer.props().path("rules").toString()).doesNotContain("mattermost.post");
  }
}
