package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.identity.Passkeys;
import dev.fleetprompt.platform.identity.Profiles;
import dev.fleetprompt.platform.identity.SecondProofs;
import dev.fleetprompt.platform.identity.SessionId;
import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.platform.identity.SignIns;
import dev.fleetprompt.platform.identity.Visitor;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** A person's own name, password and sessions. */
@Controller
final class ProfileController {
  private static final int LONGEST = 2_000;

  private final Profiles profiles;
  private final SecondProofs secondProofs;
  private final Passkeys passkeys;
  private final Sessions sessions;
  private final SignIns signIns;

  ProfileController(
      Profiles profiles,
      SecondProofs secondProofs,
      Passkeys passkeys,
      Sessions sessions,
      SignIns signIns) {
    this.profiles = profiles;
    this.secondProofs = secondProofs;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.signIns = signIns;
  }

  record ProfilePage(
      String name,
      String email,
      boolean totp,
      int recoveryCodes,
      List<PasskeyRow> passkeys,
      boolean passkeysPossible,
      List<SessionRow> sessions) {}

  record PasskeyRow(UUID id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}

  record SessionRow(
      UUID id, boolean here, Instant createdAt, Instant seenAt, String address, String agent) {}

  @GetMapping("/settings")
  SeeOther first() {
    return SeeOther.to("/settings/profile");
  }

  @GetMapping("/settings/profile")
  Page show(Visitor visitor, HttpServletRequest request) {
    SecondProofs.State second = secondProofs.state(visitor.person());
    return Page.of(
        "Settings/Profile",
        new ProfilePage(
            visitor.name(),
            visitor.email(),
            second.on(),
            second.recoveryCodes(),
            passkeys.list(visitor.person()).stream()
                .map(one ->
                    new PasskeyRow(
                        one.id(), one.name(), one.createdAt(), one.lastUsedAt().orElse(null)))
                .toList(),
            Clients.allowPasskeys(request),
            sessions.list(visitor.person()).stream()
                .map(one ->
                    new SessionRow(
                        one.id().value(),
                        one.id().equals(visitor.session()),
                        one.createdAt(),
                        one.seenAt(),
                        one.address(),
                        one.agent()))
                .toList()));
  }

  @PostMapping("/settings/profile/name")
  SeeOther rename(Visitor visitor, Form form) {
    String name = form.text("name", LONGEST);
    form.check();
    IdentityRefusals.tryForForm(() -> profiles.rename(visitor.person(), name));
    return SeeOther.back().saying("Your name was changed.");
  }

  @PostMapping("/settings/profile/password")
  SeeOther changePassword(Visitor visitor, Form form, HttpServletRequest request) {
    String current = form.untouched("currentPassword", LONGEST);
    String wanted = form.untouched("password", LONGEST);
    form.check();
    IdentityRefusals.tryForForm(
        () -> profiles.changePassword(visitor, current, wanted, Clients.origin(request)));
    return SeeOther.back().saying("Your password was changed, and your other sessions have ended.");
  }

  @PostMapping("/settings/profile/sessions/{id}/end")
  SeeOther endSession(Visitor visitor, @PathVariable String id) {
    if (sessions.list(visitor.person()).stream().noneMatch(one -> one.id().toString().equals(id))) {
      throw new NotFoundException("session");
    }
    sessions.end(visitor.person(), new SessionId(UUID.fromString(id)));
    return SeeOther.back().saying("The session has ended.");
  }

  @PostMapping("/settings/profile/sessions/end-others")
  SeeOther endOthers(Visitor visitor, HttpServletRequest request) {
    int ended = signIns.leaveElsewhere(visitor, Clients.origin(request));
    return SeeOther.back()
        .saying(ended == 1 ? "1 session has ended." : ended + " sessions have ended.");
  }
}
