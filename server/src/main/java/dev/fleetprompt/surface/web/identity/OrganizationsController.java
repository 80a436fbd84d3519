package dev.fleetprompt.surface.web.identity;

import dev.fleetprompt.platform.identity.NewOrganization;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.platform.identity.Visitor;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.Clients;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import dev.fleetprompt.surface.web.security.TimeZones;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Going from one organization to another. */
@Controller
final class OrganizationsController {
  private static final int LONGEST = 2_000;

  private final Sessions sessions;
  private final Registration registration;

  OrganizationsController(Sessions sessions, Registration registration) {
    this.sessions = sessions;
    this.registration = registration;
  }

  /**
   * @param lost whether the organization that the person was in is no more, or not theirs
   */
  record OrganizationsPage(
      boolean lost, List<Choice> choices, boolean mayFound, List<String> zones) {}

  record Choice(UUID id, String name, String slug, String role) {}

  @GetMapping("/organizations")
  Page show(Visitor visitor) {
    boolean mayFound = registration.mayFound(visitor);
    return Page.of(
        "Identity/Organizations",
        new OrganizationsPage(
            visitor.member().isEmpty(),
            visitor.memberships().stream()
                .map(one ->
                    new Choice(
                        one.organization().id().value(),
                        one.organization().name(),
                        one.organization().slug(),
                        one.role().text()))
                .toList(),
            mayFound,
            mayFound ? TimeZones.all() : List.of()));
  }

  @PostMapping("/organization")
  SeeOther select(Visitor visitor, Form form) {
    UUID id = form.id("organization").orElseThrow(() -> new NotFoundException("organization"));
    if (!sessions.select(visitor.session(), new TenantId(id))) {
      throw new NotFoundException("organization");
    }
    return SeeOther.to("/").wholly();
  }

  @PostMapping("/organizations")
  SeeOther found(Visitor visitor, Form form, HttpServletRequest request) {
    NewOrganization wanted =
        new NewOrganization(
            form.text("organization", LONGEST), form.text("slug", LONGEST), form.text("zone", 100));
    form.check();
    Organization founded =
        IdentityRefusals.forForm(
            () -> registration.found(visitor, wanted, Clients.origin(request)));
    sessions.select(visitor.session(), founded.id());
    return SeeOther.to("/").wholly();
  }
}
