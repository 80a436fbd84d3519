package dev.fleetprompt.platform.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  private static final Actor ADA = Actor.human("ada");

  private final TestDatabase database = TestDatabase.fresh();
  private final SignalTestKit signals = new SignalTestKit(database);
  private final Policies policies =
      new Policies(
          database.tenants(),
          Commits.asTenants(database.tenants(), new Writers(signals.writers())),
          signals.entry,
          signals.clean,
          database.clock());
  private final TenantId tenant = database.organization("acme").id();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatNoRuleSpeaksOfIsAllowed() {
    assertThat(policies.judge(post(Optional.empty())))
        .isEqualTo(new Verdict(Ruling.ALLOW, "default: allow", Optional.empty(), 0));
  }

  @Test
  void aRuleThatATenantSwitchesOnHoldsForItAndForNobodyElse() {
    policies.judge(post(Optional.empty()));
    policies.change(
        tenant,
        0,
        policies.current(tenant).askingBefore("mattermost.post", ApproverRole.EDITOR),
        ADA,
        "care");
    assertThat(policies.judge(post(Optional.empty())))
        .isEqualTo(
            new Verdict(
                Ruling.ASK, "Ask before mattermost.post", Optional.of(ApproverRole.EDITOR), 1));
    TenantId other = database.organization("other").id();
    assertThat(
            policies
                .judge(
                    new Proposal(
                        other, "mattermost.post", ExactJson.read("{}"), true, Optional.empty()))
                .ruling())
        .isEqualTo(Ruling.ALLOW);
  }

  @Test
  void theFirstRuleThatFitsDecides() {
    UUID installation = UUID.randomUUID();
    policies.change(
        tenant,
        0,
        List.of(
            new PolicyRule(
                "Trust the digest",
                new Match(Optional.of("mattermost.*"), Optional.empty(), Optional.of(installation)),
                Ruling.AUDIT,
                Optional.empty()),
            new PolicyRule(
                "Nothing irreversible",
                new Match(Optional.empty(), Optional.of(true), Optional.empty()),
                Ruling.DENY,
                Optional.empty())),
        ADA,
        "order");
    assertThat(policies.judge(post(Optional.of(installation))).ruling()).isEqualTo(Ruling.AUDIT);
    assertThat(policies.judge(post(Optional.of(UUID.randomUUID()))).ruling())
        .isEqualTo(Ruling.DENY);
    assertThat(policies.judge(post(Optional.empty())).rule()).isEqualTo("Nothing irreversible");
  }

  @Test
  void everyChangeIsAVersionOfItsOwnAndIsReadBackAsItWas() {
    Policy first =
        policies.change(
            tenant,
            0,
            List.of(PolicyRule.askBefore("mattermost.post", ApproverRole.ADMIN)),
            ADA,
            "on");
    Policy second =
        policies.change(tenant, 1, first.notAskingBefore("mattermost.post"), ADA, "off");
    assertThat(second.rules()).isEmpty();
    assertThat(policies.versions(tenant, Integer.MAX_VALUE, 10))
        .extracting(Policy::version)
        .containsExactly(2, 1);
    assertThat(policies.versions(tenant, 2, 1).getFirst().rules()).isEqualTo(first.rules());
  }

  @Test
  void aChangeMadeFromAnOldVersionIsRefused() {
    policies.change(tenant, 0, List.of(), ADA, "first");
    assertThatThrownBy(() -> policies.change(tenant, 0, List.of(), ADA, "second"))
        .isInstanceOf(PolicyChangedException.class);
    assertThat(policies.current(tenant).version()).isEqualTo(1);
    assertThat(signals.signals.page(tenant, SignalQuery.newest(10))).hasSize(1);
  }

  @Test
  void aChangeIsStatedWithItsAuthorAndReason() {
    policies.change(
        tenant,
        0,
        List.of(PolicyRule.askBefore("mattermost.post", ApproverRole.ADMIN)),
        ADA,
        "care");

    assertThat(signals.signals.page(tenant, SignalQuery.newest(10)))
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.type().value()).isEqualTo("policy.changed");
          assertThat(signal.actor()).isEqualTo(ADA);
          assertThat(signal.json().path("version").intValue()).isEqualTo(1);
          assertThat(signal.json().path("reason").asString()).isEqualTo("care");
        });
  }

  @Test
  void aSwitchNeitherDoublesNorGetsBehindAnAllowance() {
    PolicyRule allowance =
        new PolicyRule(
            "All",
            new Match(Optional.empty(), Optional.empty(), Optional.empty()),
            Ruling.ALLOW,
            Optional.empty());
    Policy policy = new Policy(1, List.of(allowance), Optional.empty());
    List<PolicyRule> once = policy.askingBefore("mattermost.post", ApproverRole.ADMIN);
    Policy switched = new Policy(2, once, Optional.empty());
    assertThat(switched.askingBefore("mattermost.post", ApproverRole.ADMIN)).isEqualTo(once);
    assertThat(switched.judge(post(Optional.empty())).ruling()).isEqualTo(Ruling.ASK);
    assertThat(switched.notAskingBefore("mattermost.post")).containsExactly(allowance);
  }

  @Test
  void anApproverIsNamedExactlyByARuleThatAsks() {
    assertThatThrownBy(() -> new PolicyRule("r", Match.type("a.b"), Ruling.ASK, Optional.empty()))
        .isInstanceOf(InvalidPolicyException.class);
    assertThatThrownBy(() -> Match.type("Mattermost post"))
        .isInstanceOf(InvalidPolicyException.class);
  }

  private Proposal post(Optional<UUID> installation) {
    return new Proposal(tenant, "mattermost.post", ExactJson.read("{}"), true, installation);
  }
}
