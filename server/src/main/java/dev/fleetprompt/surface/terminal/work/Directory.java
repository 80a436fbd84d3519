package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import org.springframework.stereotype.Component;

/** Finds the organization that a command is about. */
@Component
final class Directory {
  private final Organizations organizations;

  Directory(Organizations organizations) {
    this.organizations = organizations;
  }

  Organization require(String slug) {
    return organizations.find(slug).orElseThrow(() -> new UnknownOrganizationException(slug));
  }
}
