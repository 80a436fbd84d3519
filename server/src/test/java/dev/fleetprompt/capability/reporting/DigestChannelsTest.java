package dev.fleetprompt.capability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.StandInServer;
import dev.fleetprompt.testing.StandInServer.Answer;
import dev.fleetprompt.testing.TestPlatform;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/** The shipped digest through each kind of connection. */
@Timeout(120)
class DigestChannelsTest {
  private static final PackageName DIGEST = PackageName.parse("fleetprompt/daily-ops-digest");
  private static final Actor ANN = Actor.human("ann");

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.fleetprompt.capability")
  static class Capabilities {}

  private TestPlatform platform;
  private StandInServer server;
  private TenantId tenant;

  @BeforeEach
  void start() throws Exception {
    platform = TestPlatform.start(Capabilities.class);
    tenant = platform.organization("shop");
    server = StandInServer.of(request -> Answer.of(200, "{\"id\":\"m1\"}"));
  }

  @AfterEach
  void stop() {
    platform.close();
    server.close();
  }

  @Test
  void toSlackInItsMarkup() {
    connect("slack", "{}", server.address("/services/T0/B0/madeupwebhooktoken").toString());
    order(0, 3);

    Execution ended = digest("slack", "", 20);

    assertThat(ended.error()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(text(0, "text"))
        .startsWith("*Daily Ops Digest: Thursday, 17 November 2011*\n\n```\nBusiness")
        .contains("Orders", "• Packages");
  }

  @Test
  void byMailWithItsDayAsTheSubject() throws Exception {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(20_000);
    GreenMail mail = new GreenMail(setup);
    mail.start();
    try {
      connect(
          "mail",
          "{\"host\": \"127.0.0.1\", \"port\": %d, \"security\": \"none\", \"from\": \"ops@shop.example\", \"to\": [\"ann@shop.example\"]}"
              .formatted(mail.getSmtp().getPort()),
          "");
      order(0, 3);

      Execution ended = digest("mail", "bob@shop.example", 20);

      assertThat(ended.error()).isEmpty();
      assertThat(mail.waitForIncomingEmail(5_000, 1)).isTrue();
      assertThat(mail.getReceivedMessages()[0].getSubject())
          .isEqualTo("Daily Ops Digest: Thursday, 17 November 2011");
      assertThat(mail.getReceivedMessages()[0].getAllRecipients()[0].toString())
          .isEqualTo("bob@shop.example");
    } finally {
      mail.stop();
    }
  }

  @Test
  void toNtfyInSeveralNoticesOnceForAWindow() {
    connect("ntfy", "{\"server\": \"%s\", \"topic\": \"shop\"}".formatted(server.address("")), "");
    kinds(100);

    UUID installation = install("ntfy", "", 100);
    Execution first = run(installation);
    int sent = server.requests().size();
    order(0, 500);
    kinds(140);
    Execution again = run(installation);

    assertThat(first.error()).isEmpty();
    assertThat(again.error()).isEmpty();
    assertThat(sent).isGreaterThan(1);
    assertThat(server.requests()).hasSize(sent);
    assertThat(text(0, "title"))
        .isEqualTo("Daily Ops Digest: Thursday, 17 November 2011 (1/" + sent + ")");
    for (int i = 0; i < sent; i++) {
      assertThat(text(i, "message").getBytes(java.nio.charset.StandardCharsets.UTF_8))
          .hasSizeLessThanOrEqualTo(4_000);
    }
  }

  private String text(int request, String field) {
    return ExactJson.read(server.requests().get(request).body()).path(field).asString("");
  }

  private Execution digest(String connection, String channel, int lines) {
    return run(install(connection, channel, lines));
  }

  private Execution run(UUID installation) {
    ManualStarts.Answer answer =
        platform
            .get(ManualStarts.class)
            .start(
                tenant,
                installation,
                "daily-ops-digest",
                new ManualStarts.Period.Day(LocalDate.parse("2011-11-17")),
                ANN);
    return platform.ended(tenant, ((ManualStarts.Answer.Started) answer).run());
  }

  private UUID install(String connection, String channel, int lines) {
    ObjectNode configuration = ExactJson.mapper().createObjectNode();
    configuration.put("connection", connection).put("channel", channel);
    configuration.put("time_zone", "Europe/London").put("max_lines", lines);
    InstallPlan plan =
        platform.get(InstallPlans.class).plan(tenant, DIGEST, Optional.empty(), configuration);
    UUID id =
        platform.get(PackageChanges.class).install(tenant, plan, ANN, "to try it").installation();
    Await.until(
        "the package is installed",
        () ->
            platform.get(Installations.class).find(tenant, id).orElseThrow().status()
                == Installation.Status.INSTALLED);
    return id;
  }

  private void order(int from, int to) {
    take(IntStream.range(from, to).mapToObj(i -> event("order" + i, "shop.order.placed")).toList());
  }

  private void kinds(int count) {
    take(
        IntStream.range(0, count)
            .mapToObj(
                i -> event("kind" + i, "shop.thing_with_a_rather_long_name_" + i + ".happened"))
            .toList());
  }

  private void take(List<OutsideEvent> events) {
    platform.get(SignalImport.class).take(tenant, events.iterator(), Actor.integration("shop"));
  }

  private static OutsideEvent event(String id, String type) {
    return new OutsideEvent(
        "urn:shop",
        id,
        type,
        Optional.empty(),
        Optional.of(Instant.parse("2011-11-17T10:00:00Z")),
        new Signal.Payload.Json(ExactJson.read("{\"total\": 1.5}"), Optional.empty()),
        Map.of());
  }

  private void connect(String connector, String config, String credential) {
    platform
        .get(Connections.class)
        .connect(
            tenant,
            new ConnectRequest(
                new ConnectorName(connector),
                connector,
                (ObjectNode) ExactJson.read(config),
                credential.isEmpty() ? Optional.empty() : Optional.of(SecretValue.of(credential)),
                true),
            Actor.human("ann"));
  }
}
