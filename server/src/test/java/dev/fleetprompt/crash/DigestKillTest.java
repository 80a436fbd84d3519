package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.capability.connectors.mattermost.receiver.HookToken;
import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.capability.connectors.mattermost.receiver.ReceivedPost;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The product's first quarter of an hour, with the process that does the work killed at every turn.
 */
class DigestKillTest {

  private static final Logger LOG = LoggerFactory.getLogger(DigestKillTest.class);
  private static final PackageName DIGEST = PackageName.parse("fleetprompt/daily-ops-digest");
  private static final Actor SOMEBODY = Actor.human("tester");
  private static final LocalDate DAY = LocalDate.of(2011, 11, 17);
  private static final int SHOPS = 10;
  private static final int NODES = 3;
  private static final int LONGEST_WAIT_MILLIS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Give {@code -Dfleet.seed=N} to repeat a sequence of moments. */
  private final long seed = Long.getLong("fleet.seed", System.nanoTime());

  private final Random random = new Random(seed);

  /** One organization, whose posts the receiver knows by their channel. */
  private record Shop(String channel, TenantId tenant, UUID installation, UUID run) {}

  @Test
  void installsAndDigestsSurviveTwentyKills() throws Exception {
    LOG.info("Seed {}", seed);
    try (TestDatabase database = TestDatabase.fresh();
        MattermostReceiver receiver =
            MattermostReceiver.start(
                0, HookToken.random(new SecureRandom()), Optional.empty(), Clock.systemUTC());
        ConfigurableApplicationContext platform =
            CrashPlatform.idle(database.login(), receiver.webhook())) {
      List<NodeProcess> nodes = new ArrayList<>();
      List<Shop> shops = new ArrayList<>();
      try {
        for (int node = 0; node < NODES; node++) {
          nodes.add(start(database, receiver));
        }
        for (int number = 0; number < SHOPS; number++) {
          shops.add(openAndDigest(platform, database, receiver, nodes, "shop-" + number));
        }
        Await.until(
            "every digest is settled",
            PATIENCE,
            () -> shops.stream().allMatch(shop -> isSettled(platform, shop)));
      } finally {
        nodes.forEach(NodeProcess::close);
      }
      shops.forEach(shop -> audit(platform, shop, receiver.posts()));
    }
  }

  private Shop openAndDigest(
      ApplicationContext platform,
      TestDatabase database,
      MattermostReceiver receiver,
      List<NodeProcess> nodes,
      String channel) {
    TenantId tenant = database.organization(channel.replace('-', '_')).id();
    connect(platform, tenant, receiver);
    InstallPlans plans = platform.getBean(InstallPlans.class);
    UUID installation =
        platform
            .getBean(PackageChanges.class)
            .install(
                tenant,
                plans.plan(tenant, DIGEST, Optional.empty(), configuration(channel)),
                SOMEBODY,
                "The test installs it")
            .installation();
    killOne(database, receiver, nodes);
    Await.until(
        channel + " is installed",
        PATIENCE,
        () -> status(platform, tenant, installation) == Installation.Status.INSTALLED);
    ManualStarts.Answer answer =
        platform
            .getBean(ManualStarts.class)
            .start(
                tenant,
                installation,
                "daily-ops-digest",
                new ManualStarts.Period.Day(DAY),
                SOMEBODY);
    killOne(database, receiver, nodes);
    return new Shop(channel, tenant, installation, ((ManualStarts.Answer.Started) answer).run());
  }

  /** At a random moment of whatever is under way; the others go on, and a new one joins. */
  private void killOne(
      TestDatabase database, MattermostReceiver receiver, List<NodeProcess> nodes) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS)).toNanos());
    nodes.remove(random.nextInt(nodes.size())).kill();
    nodes.add(start(database, receiver));
  }

  private static void connect(
      ApplicationContext platform, TenantId tenant, MattermostReceiver receiver) {
    try (SecretValue webhook = SecretValue.of(receiver.webhook().toString())) {
      platform
          .getBean(Connections.class)
          .connect(
              tenant,
              new ConnectRequest(
                  new ConnectorName("mattermost"),
                  "mattermost",
                  JsonNodeFactory.instance.objectNode(),
                  Optional.of(webhook),
                  true),
              Actor.human("ann"));
    }
  }

  private static ObjectNode configuration(String channel) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("connection", "mattermost")
        .put("channel", channel)
        .put("time_zone", "Europe/London");
  }

  private static Installation.Status status(
      ApplicationContext platform, TenantId tenant, UUID installation) {
    return platform.getBean(Installations.class).find(tenant, installation).orElseThrow().status();
  }

  private static boolean isSettled(ApplicationContext platform, Shop shop) {
    return run(platform, shop).status().ended()
        || posts(platform, shop).stream()
            .anyMatch(directive -> directive.state() == DirectiveState.IN_DOUBT);
  }

  private void audit(ApplicationContext platform, Shop shop, List<ReceivedPost> received) {
    long arrived =
        received.stream()
            .filter(post -> post.channel().equals(Optional.of(shop.channel())))
            .count();
    List<Directive> posts = posts(platform, shop);
    assertThat(posts).as("%s, seed %d", shop.channel(), seed).hasSize(1);
    if (run(platform, shop).status() == ExecutionStatus.COMPLETED) {
      assertThat(arrived).as("%s, seed %d", shop.channel(), seed).isEqualTo(1);
    } else {
      Directive post = posts.getFirst();
      assertThat(post.state())
          .as("%s, seed %d", shop.channel(), seed)
          .isEqualTo(DirectiveState.IN_DOUBT);
      assertThat(post.failure().orElseThrow().code()).isEqualTo("attempt_cut");
      assertThat(arrived).as("%s, seed %d", shop.channel(), seed).isLessThanOrEqualTo(1);
    }
  }

  private static Execution run(ApplicationContext platform, Shop shop) {
    return platform.getBean(Executions.class).find(shop.tenant(), shop.run()).orElseThrow();
  }

  private static List<Directive> posts(ApplicationContext platform, Shop shop) {
    return platform
        .getBean(Directives.class)
        .page(shop.tenant(), DirectiveQuery.newest(10).ofRun(shop.run()));
  }

  private static NodeProcess start(TestDatabase database, MattermostReceiver receiver) {
    return NodeProcess.start(database.login(), receiver.webhook(), "192m");
  }
}
