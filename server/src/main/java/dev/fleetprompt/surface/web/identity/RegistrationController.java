package dev.fleetprompt.surface.web.identity;

import dev.fleetprompt.platform.identity.NewOrganization;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import dev.fleetprompt.surface.web.security.TimeZones;
import dev.fleetprompt.surface.web.security.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The first person's way in, and the one for strangers where the operator opened it. */
@Controller
final class RegistrationController {
  private static final int LONGEST = 2_000;

  private final Registration registration;

  RegistrationController(Registration registration) {
    this.registration = registration;
  }

  /**
   * @param organizationNeeded false when there are organizations that wait for an owner
   */
  record SetUpPage(String token, boolean good, boolean organizationNeeded, List<String> zones) {}

  record RegisterPage(boolean open, List<String> zones) {}

  @GetMapping("/set-up/{token}")
  Page showSetUp(@PathVariable String token) {
    boolean good = registration.mayAnyoneSetUp(token);
    Page page =
        Page.of(
            "Identity/SetUp",
            good
                ? new SetUpPage(token, true, !registration.hasOrganizations(), TimeZones.all())
                : new SetUpPage("", false, false, List.of()));
    return good ? page : page.status(HttpStatus.GONE);
  }

  @PostMapping("/set-up/{token}")
  SeeOther setUp(
      @PathVariable String token,
      Form form,
      HttpServletRequest request,
      HttpServletResponse response) {
    NewPerson person = person(form);
    Optional<NewOrganization> organization = organization(form);
    form.check();
    Sessions.Opened session =
        IdentityRefusals.forForm(
            () -> registration.setUp(token, person, organization, Clients.origin(request)));
    return SignedInAnswers.into(session, "/", request, response);
  }

  @GetMapping("/register")
  Object showRegister(HttpServletRequest request) {
    return Visitors.of(request).isPresent()
        ? SeeOther.to("/")
        : Page.of(
            "Identity/Register",
            new RegisterPage(
                registration.isOpen(), registration.isOpen() ? TimeZones.all() : List.of()));
  }

  @PostMapping("/register")
  SeeOther register(Form form, HttpServletRequest request, HttpServletResponse response) {
    NewPerson person = person(form);
    NewOrganization organization =
        organization(form).orElseGet(() -> new NewOrganization("", "", "UTC"));
    form.check();
    Sessions.Opened session =
        IdentityRefusals.forForm(
            () -> registration.register(person, organization, Clients.origin(request)));
    return SignedInAnswers.into(session, "/", request, response);
  }

  private static NewPerson person(Form form) {
    return new NewPerson(
        form.text("name", LONGEST),
        form.text("email", LONGEST),
        form.untouched("password", LONGEST));
  }

  private static Optional<NewOrganization> organization(Form form) {
    String name = form.text("organization", LONGEST);
    String slug = form.text("slug", LONGEST);
    String zone = form.text("zone", 100);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new NewOrganization(name, slug, zone.isEmpty() ? "UTC" : zone));
  }
}
