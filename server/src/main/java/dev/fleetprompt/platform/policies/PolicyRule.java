package dev.fleetprompt.platform.policies;

import java.util.Optional;

/** One rule. The first rule that has a ruling on a proposal decides. */
public interface PolicyRule {

  /** As people know it; 1 to 200 characters. */
  String name();

  /** Empty when the rule does not apply. Quick, and without effects. */
  Optional<Ruling> judge(Proposal proposal);
}
