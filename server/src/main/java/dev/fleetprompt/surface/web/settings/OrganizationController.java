package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.identity.OrganizationSettings;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.IdentityRefusals;
import dev.fleetprompt.surface.web.security.TimeZones;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The organization's name and time zone, and its end. */
@Controller
@RequestMapping("/settings/organization")
final class OrganizationController {
  private static final int LONGEST = 2_000;

  private final OrganizationSettings settings;

  OrganizationController(OrganizationSettings settings) {
    this.settings = settings;
  }

  record OrganizationPage(
      String name, String slug, String zone, Instant createdAt, List<String> zones) {}

  @GetMapping
  Page show(SignedIn who) {
    return Page.of(
        "Settings/Organization",
        new OrganizationPage(
            who.organization().name(),
            who.organization().slug(),
            who.organization().zone().getId(),
            who.organization().createdAt(),
            who.may(Role.ADMIN) ? TimeZones.all() : List.of()));
  }

  @PostMapping
  @RequiresRole(Role.ADMIN)
  SeeOther change(SignedIn who, Form form) {
    String name = form.text("name", LONGEST);
    String zone = form.text("zone", 100);
    refuseStale(who.organization(), name, zone, form);
    form.check();
    IdentityRefusals.tryForForm(() -> settings.change(who, name, zone));
    return SeeOther.back().saying("The organization was changed.");
  }

  /**
   * What the form was filled from may have been changed in another tab, or by somebody else. A form
   * that does not say what it was filled from is taken as it is.
   */
  private static void refuseStale(Organization now, String name, String zone, Form form) {
    String zoneNow = now.zone().getId();
    String seenName = form.text("seenName", LONGEST);
    String seenZone = form.text("seenZone", 100);
    boolean told = !seenName.isEmpty() && !seenZone.isEmpty();
    boolean fresh = seenName.equals(now.name()) && seenZone.equals(zoneNow);
    boolean asTyped = name.equals(now.name()) && zone.equals(zoneNow);
    if (told && !fresh && !asTyped) {
      form.reject(
          "form",
          "This was changed meanwhile: the name is now “%s”, the time zone %s. Save again to replace it with what you typed."
              .formatted(now.name(), zoneNow));
    }
  }

  @PostMapping("/delete")
  @RequiresRole(Role.OWNER)
  SeeOther delete(SignedIn who, Form form) {
    String typed = form.text("typed", LONGEST);
    String password = form.untouched("currentPassword", LONGEST);
    form.check();
    IdentityRefusals.tryForForm(() -> settings.delete(who, typed, password));
    return SeeOther.to("/organizations").wholly();
  }
}
