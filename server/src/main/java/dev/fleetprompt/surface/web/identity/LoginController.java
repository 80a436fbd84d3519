package dev.fleetprompt.surface.web.identity;

import dev.fleetprompt.platform.identity.IdentityException;
import dev.fleetprompt.platform.identity.Passkeys;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.platform.identity.SignIns;
import dev.fleetprompt.platform.identity.SignIns.Progress;
import dev.fleetprompt.platform.identity.Visitor;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import dev.fleetprompt.surface.web.security.SessionCookie;
import dev.fleetprompt.surface.web.security.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Signing in, with its second step and by passkey, and signing out. */
@Controller
final class LoginController {
  private static final int LONGEST = 2_000;

  private final SignIns signIns;
  private final Passkeys passkeys;
  private final Registration registration;

  LoginController(SignIns signIns, Passkeys passkeys, Registration registration) {
    this.signIns = signIns;
    this.passkeys = passkeys;
    this.registration = registration;
  }

  record LoginPage(String to, boolean registrationOpen, boolean passkeys, boolean setUp) {}

  record CodePage(String to) {}

  record DonePage(String name) {}

  record Entered(String to) {}

  @GetMapping("/login")
  Object show(
      @RequestParam(name = "to", defaultValue = "/") String to, HttpServletRequest request) {
    String target = Targets.checked(to);
    return Visitors.of(request).isPresent()
        ? SeeOther.to(target)
        : Page.of(
            "Identity/Login",
            new LoginPage(
                target,
                registration.isOpen(),
                Clients.allowPasskeys(request),
                registration.hasNobody()));
  }

  @PostMapping("/login")
  SeeOther enter(Form form, HttpServletRequest request, HttpServletResponse response) {
    String email = form.text("email", LONGEST);
    String password = form.untouched("password", LONGEST);
    String target = Targets.checked(form.text("to", LONGEST));
    form.check();
    Progress progress =
        IdentityRefusals.forForm(() -> signIns.enter(email, password, Clients.origin(request)));
    return switch (progress) {
      case Progress.Done(Sessions.Opened session) ->
          SignedInAnswers.into(session, target, request, response);
      case Progress.NeedsCode(String step) -> {
        StepCookie.set(step, request, response);
        yield SeeOther.to("/login/code" + Targets.query(target));
      }
    };
  }

  @GetMapping("/login/code")
  Object showCode(
      @RequestParam(name = "to", defaultValue = "/") String to, HttpServletRequest request) {
    String target = Targets.checked(to);
    return StepCookie.of(request).isPresent()
        ? Page.of("Identity/Code", new CodePage(target))
        : SeeOther.to("/login" + Targets.query(target));
  }

  @PostMapping("/login/code")
  SeeOther enterCode(Form form, HttpServletRequest request, HttpServletResponse response) {
    String code = form.text("code", 64);
    String target = Targets.checked(form.text("to", LONGEST));
    form.check();
    Optional<String> step = StepCookie.of(request);
    if (step.isEmpty()) {
      return over(target, request, response);
    }
    try {
      Sessions.Opened session = signIns.enterCode(step.get(), code, Clients.origin(request));
      StepCookie.remove(request, response);
      return SignedInAnswers.into(session, target, request, response);
    } catch (IdentityException e) {
      if (e.code().equals("sign_in.step_over")) {
        return over(target, request, response);
      }
      return IdentityRefusals.forForm(() -> {
        throw e;
      });
    }
  }

  /** For scripts: what the browser's passkey is to sign. */
  @PostMapping("/login/passkey/challenge")
  @ResponseBody
  Passkeys.Request challenge(HttpServletRequest request) {
    return passkeys.ask(Clients.site(request), Clients.origin(request));
  }

  /** For scripts: what it signed. */
  @PostMapping("/login/passkey")
  @ResponseBody
  Entered enterByPasskey(Form form, HttpServletRequest request, HttpServletResponse response) {
    String target = Targets.checked(form.text("to", LONGEST));
    Sessions.Opened session =
        passkeys.enter(
            Clients.site(request), form.json("response").toString(), Clients.origin(request));
    SignedInAnswers.keep(session, request, response);
    return new Entered(target);
  }

  /** Where someone ends who signed in again in another tab, in the middle of a form. */
  @GetMapping("/login/done")
  Object done(HttpServletRequest request) {
    return Visitors.of(request)
        .<Object>map(visitor -> Page.of("Identity/Done", new DonePage(visitor.name())))
        .orElseGet(() -> SeeOther.to("/login"));
  }

  @PostMapping("/logout")
  SeeOther leave(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
    signIns.leave(visitor, Clients.origin(request));
    response.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.none(request).toString());
    return SeeOther.to("/login").wholly();
  }

  private static SeeOther over(
      String target, HttpServletRequest request, HttpServletResponse response) {
    StepCookie.remove(request, response);
    return SeeOther.to("/login" + Targets.query(target))
        .saying(Flash.warning("This took too long, or was finished. Sign in again."));
  }
}
