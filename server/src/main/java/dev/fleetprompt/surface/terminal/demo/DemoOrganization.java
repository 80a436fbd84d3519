package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.surface.terminal.Console;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The organization of the demonstration. */
@Component
final class DemoOrganization {
  private static final String SLUG = "demo";

  private final Organizations organizations;

  DemoOrganization(Organizations organizations) {
    this.organizations = organizations;
  }

  /**
   * @throws DemoException if it exists with another zone than the wanted one
   */
  Organization findOrCreate(Optional<ZoneId> zone, Console console) {
    Optional<Organization> known = organizations.find(SLUG);
    if (known.isEmpty()) {
      Organization created =
          organizations.create(SLUG, "Demo", zone.orElseGet(ZoneId::systemDefault));
      console.say("Organization  created '%s', time zone %s", created.slug(), created.zone());
      return created;
    }
    Organization existing = known.get();
    if (zone.isPresent() && !zone.get().equals(existing.zone())) {
      throw new DemoException(
          "The organization 'demo' exists with the time zone %s, which its digest is installed with. Leave --zone out, or start afresh with another FLEET_HOME."
              .formatted(existing.zone()));
    }
    console.say("Organization  '%s' exists, time zone %s", existing.slug(), existing.zone());
    return existing;
  }
}
