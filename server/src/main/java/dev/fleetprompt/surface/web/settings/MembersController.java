package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.identity.Invitations;
import dev.fleetprompt.platform.identity.Members;
import dev.fleetprompt.platform.identity.PersonId;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The members of an organization; admins see their addresses and change them. */
@Controller
@RequestMapping("/settings/members")
final class MembersController {
  private static final int LONGEST = 2_000;

  private final Members members;
  private final Invitations invitations;
  private final Clock clock;

  MembersController(Members members, Invitations invitations, Clock clock) {
    this.members = members;
    this.invitations = invitations;
    this.clock = clock;
  }

  record MembersPage(List<MemberRow> members, List<InvitationRow> invitations) {}

  /**
   * @param email null for those who need not know it
   */
  record MemberRow(
      UUID id,
      String name,
      @Nullable String email,
      String role,
      boolean active,
      boolean strong,
      boolean self,
      Instant since) {}

  record InvitationRow(
      UUID id,
      String email,
      String role,
      Instant createdAt,
      Instant endsAt,
      boolean over,
      @Nullable String invitedBy) {}

  record Invited(String link) {}

  @GetMapping
  Page show(SignedIn who) {
    boolean admin = who.may(Role.ADMIN);
    Instant now = clock.instant();
    return Page.of(
        "Settings/Members",
        new MembersPage(
            members.list(who.tenant()).stream()
                .map(one ->
                    new MemberRow(
                        one.person().value(),
                        one.name(),
                        admin ? one.email() : null,
                        one.role().text(),
                        one.active(),
                        admin && one.strong(),
                        one.person().equals(who.person()),
                        one.since()))
                .toList(),
            admin
                ? invitations.open(who.tenant()).stream()
                    .map(one ->
                        new InvitationRow(
                            one.id(),
                            one.email(),
                            one.role().text(),
                            one.createdAt(),
                            one.endsAt(),
                            !one.endsAt().isAfter(now),
                            one.invitedBy().orElse(null)))
                    .toList()
                : List.of()));
  }

  /** For scripts: the link is shown once and is in no page's history. */
  @PostMapping("/invitations")
  @RequiresRole(Role.ADMIN)
  @ResponseBody
  Invited invite(SignedIn who, Form form, HttpServletRequest request) {
    String path =
        invitations.invite(who, form.text("email", LONGEST), form.choice("role", Role.class));
    return new Invited(Clients.site(request).origin() + path);
  }

  @PostMapping("/invitations/{id}/revoke")
  @RequiresRole(Role.ADMIN)
  SeeOther revoke(SignedIn who, @PathVariable String id) {
    return done(
        () -> invitations.revoke(who, PathIds.parsed(id, "invitation")),
        "The invitation was withdrawn.");
  }

  @PostMapping("/{person}/role")
  @RequiresRole(Role.ADMIN)
  SeeOther changeRole(SignedIn who, @PathVariable String person, Form form) {
    Role role = form.choice("role", Role.class);
    form.check();
    return done(() -> members.changeRole(who, id(person), role), "The role was changed.");
  }

  @PostMapping("/{person}/disable")
  @RequiresRole(Role.ADMIN)
  SeeOther disable(SignedIn who, @PathVariable String person) {
    return done(() -> members.disable(who, id(person)), "They are kept out from now on.");
  }

  @PostMapping("/{person}/enable")
  @RequiresRole(Role.ADMIN)
  SeeOther enable(SignedIn who, @PathVariable String person) {
    return done(() -> members.enable(who, id(person)), "They may come in again.");
  }

  @PostMapping("/{person}/remove")
  SeeOther remove(SignedIn who, @PathVariable String person) {
    PersonId id = id(person);
    SeeOther answer = done(() -> members.remove(who, id), "They are no member any more.");
    return id.equals(who.person()) ? SeeOther.to("/organizations").wholly() : answer;
  }

  private static SeeOther done(Supplier<Boolean> work, String sentence) {
    if (!IdentityRefusals.forForm(work)) {
      throw new NotFoundException("member");
    }
    return SeeOther.back().saying(sentence);
  }

  private static PersonId id(String text) {
    return new PersonId(PathIds.parsed(text, "member"));
  }
}
