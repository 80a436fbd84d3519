package dev.fleetprompt.surface.web.identity;

import dev.fleetprompt.platform.identity.Invitations;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Profiles;
import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.platform.identity.Visitor;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import dev.fleetprompt.surface.web.security.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What links with a token lead to: an invitation, or a new password. */
@Controller
final class InvitationController {
  private static final int LONGEST = 2_000;

  private final Invitations invitations;
  private final Profiles profiles;

  InvitationController(Invitations invitations, Profiles profiles) {
    this.invitations = invitations;
    this.profiles = profiles;
  }

  /**
   * @param offer null when the link is good no more
   * @param signedInAs the address of who is signed in in this browser
   */
  record InvitationPage(String token, @Nullable Offer offer, @Nullable String signedInAs) {}

  record Offer(String organization, String email, String role, boolean known) {}

  record NewPasswordPage(String token, @Nullable String email) {}

  @GetMapping("/invitations/{token}")
  Page show(@PathVariable String token, HttpServletRequest request) {
    Optional<Invitations.Offer> offer = invitations.find(token);
    Page page =
        Page.of(
            "Identity/Invitation",
            new InvitationPage(
                token,
                offer
                    .map(found ->
                        new Offer(
                            found.organization(),
                            found.email(),
                            found.role().text(),
                            found.known()))
                    .orElse(null),
                Visitors.of(request).map(Visitor::email).orElse(null)));
    return offer.isPresent() ? page : page.status(HttpStatus.GONE);
  }

  @PostMapping("/invitations/{token}")
  SeeOther accept(
      @PathVariable String token,
      Form form,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Visitor> visitor = Visitors.of(request);
    if (visitor.isPresent()) {
      IdentityRefusals.tryForForm(() -> invitations.accept(token, visitor.get()));
      return SeeOther.to("/").wholly();
    }
    NewPerson person =
        new NewPerson(form.text("name", LONGEST), "", form.untouched("password", LONGEST));
    form.check();
    Sessions.Opened session =
        IdentityRefusals.forForm(
            () -> invitations.acceptAsNew(token, person, Clients.origin(request)));
    return SignedInAnswers.into(session, "/", request, response);
  }

  @GetMapping("/new-password/{token}")
  Page showNewPassword(@PathVariable String token) {
    Optional<String> email = profiles.emailOfLink(token);
    Page page = Page.of("Identity/NewPassword", new NewPasswordPage(token, email.orElse(null)));
    return email.isPresent() ? page : page.status(HttpStatus.GONE);
  }

  @PostMapping("/new-password/{token}")
  SeeOther setPassword(@PathVariable String token, Form form, HttpServletRequest request) {
    String password = form.untouched("password", LONGEST);
    form.check();
    IdentityRefusals.tryForForm(
        () -> profiles.setPassword(token, password, Clients.origin(request)));
    return SeeOther.to("/login").saying("The new password is set. Sign in with it.");
  }
}
