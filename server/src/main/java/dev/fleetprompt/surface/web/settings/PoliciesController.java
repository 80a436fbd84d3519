package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.InvalidPolicyException;
import dev.fleetprompt.platform.policies.Match;
import dev.fleetprompt.platform.policies.Policies;
import dev.fleetprompt.platform.policies.Policy;
import dev.fleetprompt.platform.policies.PolicyChangedException;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules in force, and which kinds of directives ask first. */
@Controller
@RequestMapping("/settings/policies")
final class PoliciesController {

  private static final int SHOWN_VERSIONS = 20;

  private final Policies policies;
  private final DirectiveTypes types;
  private final ActorNames names;

  PoliciesController(Policies policies, DirectiveTypes types, ActorNames names) {
    this.policies = policies;
    this.types = types;
    this.names = names;
  }

  /** A kind of directive. */
  record Kind(String type, boolean asks, @Nullable String approver, boolean irreversible) {}

  /** A rule as it is written. */
  record Rule(
      String name,
      @Nullable String type,
      @Nullable Boolean irreversible,
      @Nullable UUID installation,
      String then,
      @Nullable String approver) {}

  /** An earlier change. */
  record Version(int number, String by, Instant at, String reason, int rules) {}

  record PoliciesPage(int version, List<Kind> kinds, List<Rule> rules, List<Version> history) {}

  @GetMapping
  Page show(SignedIn who) {
    List<Policy> versions = policies.versions(who.tenant(), Integer.MAX_VALUE, SHOWN_VERSIONS);
    Policy policy = versions.isEmpty() ? Policy.SHIPPED : versions.getFirst();
    ActorNames.Known known = names.of(who);
    return Page.of(
        "Settings/Policies",
        new PoliciesPage(
            policy.version(),
            types.all().stream().map(type -> kind(policy, type)).toList(),
            policy.rules().stream().map(PoliciesController::rule).toList(),
            versions.stream()
                .flatMap(version ->
                    version.change().stream()
                        .map(change ->
                            new Version(
                                version.version(),
                                known.of(change.by()),
                                change.at(),
                                change.reason(),
                                version.rules().size())))
                .toList()));
  }

  @PostMapping("/ask")
  @RequiresRole(Role.ADMIN)
  SeeOther ask(SignedIn who, Form form) {
    String type = form.required("type", 200);
    boolean asks = form.flag("asks");
    int version = form.number("version", 0, Integer.MAX_VALUE);
    ApproverRole role =
        form.text("approver", 20).isEmpty()
            ? ApproverRole.ADMIN
            : form.choice("approver", ApproverRole.class);
    if (!isKnown(type)) {
      form.reject("type", "Choose one of these.");
    }
    form.check();
    SeeOther back = SeeOther.to("/settings/policies");
    try {
      Policy policy = policies.current(who.tenant());
      policies.change(
          who.tenant(),
          version,
          asks ? policy.askingBefore(type, role) : policy.notAskingBefore(type),
          Actor.human(who.person().toString()),
          asks ? "Ask before " + type : "Do not ask before " + type);
      return back.saying(
          asks
              ? "From now on, %s waits in the inbox for a person with the role %s."
                  .formatted(type, role.text())
              : "From now on, %s runs without asking.".formatted(type));
    } catch (PolicyChangedException | InvalidPolicyException e) {
      return back.saying(Flash.warning(String.valueOf(e.getMessage())));
    }
  }

  private boolean isKnown(String type) {
    try {
      return types.find(new DirectiveName(type)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Kind kind(Policy policy, DirectiveType<?, ?> type) {
    var rule = policy.asksBefore(type.name().value());
    return new Kind(
        type.name().value(),
        rule.isPresent(),
        rule.flatMap(PolicyRule::approver).map(ApproverRole::text).orElse(null),
        type.undo() == Undo.IRREVERSIBLE);
  }

  private static Rule rule(PolicyRule rule) {
    Match match = rule.match();
    return new Rule(
        rule.name(),
        match.type().orElse(null),
        match.irreversible().orElse(null),
        match.installation().orElse(null),
        rule.then().name().toLowerCase(Locale.ROOT),
        rule.approver().map(ApproverRole::text).orElse(null));
  }
}
