package dev.fleetprompt.platform.policies;

import java.util.Optional;

/**
 * A ruling and where it came from.
 *
 * @param rule the rule that gave it, as people know it
 * @param approver who may decide, when it asks
 * @param policyVersion the version of the tenant's policy; 0 for what is shipped
 */
public record Verdict(
    Ruling ruling, String rule, Optional<ApproverRole> approver, int policyVersion) {}
