package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.identity.Passkeys;
import dev.fleetprompt.platform.identity.Profiles;
import dev.fleetprompt.platform.identity.SecondProofs;
import dev.fleetprompt.platform.identity.Visitor;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Authenticator app, recovery codes and passkeys. What shows a secret answers a script once and is
 * in no page's history. All but the last step of each asks for the password again.
 */
@Controller
@RequestMapping("/settings/profile")
final class SecondProofsController {
  private static final int LONGEST = 2_000;

  private final Profiles profiles;
  private final SecondProofs secondProofs;
  private final Passkeys passkeys;

  SecondProofsController(Profiles profiles, SecondProofs secondProofs, Passkeys passkeys) {
    this.profiles = profiles;
    this.secondProofs = secondProofs;
    this.passkeys = passkeys;
  }

  record Codes(List<String> codes) {}

  @PostMapping("/totp/begin")
  @ResponseBody
  SecondProofs.Enrolment begin(Visitor visitor, Form form) {
    confirm(visitor, form);
    return secondProofs.propose(visitor.person());
  }

  @PostMapping("/totp/confirm")
  @ResponseBody
  Codes confirmCode(Visitor visitor, Form form, HttpServletRequest request) {
    return new Codes(
        secondProofs.confirm(visitor.person(), form.text("code", 64), Clients.origin(request)));
  }

  @PostMapping("/totp/codes")
  @ResponseBody
  Codes renewCodes(Visitor visitor, Form form, HttpServletRequest request) {
    confirm(visitor, form);
    return new Codes(secondProofs.renewCodes(visitor.person(), Clients.origin(request)));
  }

  @PostMapping("/totp/remove")
  SeeOther removeTotp(Visitor visitor, Form form, HttpServletRequest request) {
    IdentityRefusals.tryForForm(() -> confirm(visitor, form));
    secondProofs.remove(visitor.person(), Clients.origin(request));
    return SeeOther.back().saying("From now on your password is enough to sign in.");
  }

  @PostMapping("/passkeys/begin")
  @ResponseBody
  Passkeys.Creation beginPasskey(Visitor visitor, Form form, HttpServletRequest request) {
    confirm(visitor, form);
    return passkeys.begin(visitor, Clients.site(request));
  }

  @PostMapping("/passkeys")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void addPasskey(Visitor visitor, Form form, HttpServletRequest request) {
    passkeys.add(
        visitor,
        Clients.site(request),
        form.text("name", LONGEST),
        form.json("response").toString(),
        Clients.origin(request));
  }

  @PostMapping("/passkeys/{id}/remove")
  SeeOther removePasskey(
      Visitor visitor, @PathVariable String id, Form form, HttpServletRequest request) {
    UUID passkey = PathIds.parsed(id, "passkey");
    IdentityRefusals.tryForForm(() -> confirm(visitor, form));
    if (!passkeys.remove(visitor.person(), passkey, Clients.origin(request))) {
      throw new NotFoundException("passkey");
    }
    return SeeOther.back().saying("The passkey was removed. Remove it from your device too.");
  }

  private void confirm(Visitor visitor, Form form) {
    profiles.confirm(visitor.person(), form.untouched("currentPassword", LONGEST));
  }
}
