package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.policies.Policies;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.queue.LoneNode;
import dev.fleetprompt.platform.queue.RecordedQueue;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The directives module over a real database, its runner called by the test itself. */
final class DirectiveHarness implements AutoCloseable {

  final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  final TestDatabase database = TestDatabase.fresh(clock);
  final RecordedQueue queue = new RecordedQueue();
  final SignalTestKit signals = new SignalTestKit(database);
  final FakeEffect effect;
  final List<ChangeWriter<?>> writers;
  final Commits commits;
  final Policies policies;
  final Directives directives;
  final KnownApprovers approvers = new KnownApprovers();
  final Approvals approvals;
  final DirectiveRunner runner;
  final LoneNode node;
  final TenantId tenant;

  DirectiveHarness(FakeEffect effect, PolicyRule... rules) {
    this.effect = effect;
    writers = new ArrayList<>(signals.writers());
    DirectiveTypes types = new DirectiveTypes(List.of(effect), new RecordSchemas());
    DirectiveEnds ends = new DirectiveEnds(() -> types);
    writers.addAll(
        List.of(
            new RequestWriter(signals.entry, ends), new MoveWriter(signals.entry, ends), queue));
    commits = Commits.asTenants(database.tenants(), new Writers(writers));
    policies = new Policies(database.tenants(), commits, signals.entry, signals.clean, clock);
    directives =
        new Directives(
            types, policies, database.tenants(), commits, signals.clean, database.ids(), clock);
    approvals = new Approvals(directives, approvers, commits, signals.clean, clock);
    Backoff backoff = Backoff.standard(longestWaits());
    runner =
        new DirectiveRunner(
            new DirectiveStore(database.engine()),
            new Attempts(types, signals.clean, clock, backoff),
            new StartControl(List.of(), types),
            clock);
    node = new LoneNode(database, writers);
    tenant = database.organization("acme").id();
    if (rules.length > 0) {
      policies.change(tenant, 0, List.of(rules), Actor.human("ada"), "for the test");
    }
  }

  static DirectiveRequest request(String key, String channel, String text) {
    return DirectiveRequest.of(
        "fake.post",
        ExactJson.mapper().createObjectNode().put("channel", channel).put("text", text),
        key,
        "because",
        Requester.person("ada"));
  }

  UUID requested(String key) {
    return directives.request(tenant, request(key, "town", "hello")).directive();
  }

  /** Lets the runner do what there is to do with a directive now. */
  void run(UUID directive) {
    runner.work(DirectiveItems.of(tenant, directive), List.of(), node);
  }

  Directive find(UUID directive) {
    return directives.find(tenant, directive).orElseThrow();
  }

  List<String> trail(UUID directive) {
    return signals.signals.trail(tenant, Link.directive(directive)).stream()
        .map(signal -> signal.type().value())
        .toList();
  }

  private static RandomGenerator longestWaits() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return Long.MAX_VALUE;
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }

  @Override
  public void close() {
    node.close();
    database.close();
  }
}
