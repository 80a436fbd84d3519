package dev.fleetprompt.platform.policies;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Judges proposals by rules in order; what no rule speaks of is allowed. */
@Component
public class Policies {

  private static final Verdict DEFAULT = new Verdict(Ruling.ALLOW, "default: allow");

  private final List<PolicyRule> rules;

  public Policies(List<PolicyRule> rules) {
    this.rules = List.copyOf(rules);
  }

  public Verdict judge(Proposal proposal) {
    for (PolicyRule rule : rules) {
      Optional<Ruling> ruling = rule.judge(proposal);
      if (ruling.isPresent()) {
        return new Verdict(ruling.get(), rule.name());
      }
    }
    return DEFAULT;
  }
}
