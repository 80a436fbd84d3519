package dev.fleetprompt.platform.policies;

import dev.fleetprompt.platform.signals.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's rules in order; the first that fits decides, and what no rule speaks of is allowed.
 *
 * @param version 0 for what is shipped, then one more with every change
 * @param rules at most {@value #MOST_RULES}
 * @param change who made this version, when and why; empty for what is shipped
 */
public record Policy(int version, List<PolicyRule> rules, Optional<Change> change) {

  /** The most rules that a policy may have. */
  public static final int MOST_RULES = 200;

  /** What holds where a tenant has said nothing. */
  public static final Policy SHIPPED = new Policy(0, List.of(), Optional.empty());

  private static final String DEFAULT = "default: allow";

  public Policy {
    rules = List.copyOf(rules);
    if (rules.size() > MOST_RULES) {
      throw new InvalidPolicyException(
          "policy_too_long", "A policy has at most " + MOST_RULES + " rules; merge some of them.");
    }
  }

  /** Who made a version, when and why. */
  public record Change(Actor by, Instant at, String reason) {}

  /** What becomes of a proposal. */
  public Verdict judge(Proposal proposal) {
    for (PolicyRule rule : rules) {
      if (rule.match().fits(proposal)) {
        return new Verdict(rule.then(), rule.name(), rule.approver(), version);
      }
    }
    return new Verdict(Ruling.ALLOW, DEFAULT, Optional.empty(), version);
  }

  /** The rule that only says to ask before each directive of this type. */
  public Optional<PolicyRule> asksBefore(String type) {
    return rules.stream().filter(rule -> isAskBefore(rule, type)).findFirst();
  }

  /** The same rules with one that asks before each directive of this type. */
  public List<PolicyRule> askingBefore(String type, ApproverRole approver) {
    List<PolicyRule> changed = new ArrayList<>(notAskingBefore(type));
    int place = 0;
    while (place < changed.size() && isStrict(changed.get(place).then())) {
      place++;
    }
    changed.add(place, PolicyRule.askBefore(type, approver));
    return changed;
  }

  /** The same rules without the one that asks before each directive of this type. */
  public List<PolicyRule> notAskingBefore(String type) {
    return rules.stream().filter(rule -> !isAskBefore(rule, type)).toList();
  }

  private static boolean isAskBefore(PolicyRule rule, String type) {
    return rule.then() == Ruling.ASK && rule.match().equals(Match.type(type));
  }

  private static boolean isStrict(Ruling ruling) {
    return ruling == Ruling.ASK || ruling == Ruling.DENY;
  }
}
