package dev.fleetprompt.platform.policies;

import java.util.Optional;

/**
 * One rule: what matches gets its ruling.
 *
 * @param name as people know it; 1 to 200 characters
 * @param approver who may decide; given exactly when the rule asks
 */
public record PolicyRule(String name, Match match, Ruling then, Optional<ApproverRole> approver) {

  private static final int LONGEST_NAME = 200;

  public PolicyRule {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new InvalidPolicyException(
          "policy_rule_name_invalid", "A rule's name has 1 to " + LONGEST_NAME + " characters.");
    }
    if (approver.isPresent() != (then == Ruling.ASK)) {
      throw new InvalidPolicyException(
          "policy_rule_approver_invalid",
          "The rule '" + name + "' names an approver's role exactly when it asks.");
    }
  }

  /** Every directive of a type waits for a person of this role. */
  public static PolicyRule askBefore(String type, ApproverRole approver) {
    return new PolicyRule(
        "Ask before " + type, Match.type(type), Ruling.ASK, Optional.of(approver));
  }
}
