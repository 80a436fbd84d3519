package dev.fleetprompt.platform.policies;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which proposals a rule speaks of: all that fit every condition that is given.
 *
 * @param type a directive type such as {@code mattermost.post}, or a family such as {@code
 *     package.*}
 * @param irreversible whether it can be taken back
 * @param installation the installation whose runs ask
 */
public record Match(
    Optional<String> type, Optional<Boolean> irreversible, Optional<UUID> installation) {

  private static final Pattern TYPE =
      Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(\\.\\*)?");

  public Match {
    if (type.filter(text -> text.length() > 200 || !TYPE.matcher(text).matches()).isPresent()) {
      throw new InvalidPolicyException(
          "policy_rule_type_invalid",
          "A rule names a directive type such as 'mattermost.post' or a family such as 'package.*'.");
    }
  }

  /** Every proposal of this type. */
  public static Match type(String type) {
    return new Match(Optional.of(type), Optional.empty(), Optional.empty());
  }

  boolean fits(Proposal proposal) {
    return type.filter(wanted -> !covers(wanted, proposal.directiveType())).isEmpty()
        && irreversible.filter(wanted -> wanted != proposal.irreversible()).isEmpty()
        && (installation.isEmpty() || installation.equals(proposal.installation()));
  }

  private static boolean covers(String wanted, String type) {
    return wanted.endsWith(".*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : type.equals(wanted);
  }
}
