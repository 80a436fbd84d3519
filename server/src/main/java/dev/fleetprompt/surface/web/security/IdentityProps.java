package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.identity.Visitor;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.web.inertia.SharedProps;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who is signed in, on every page; without a statement of its own. */
@Component
final class IdentityProps implements SharedProps {
  record Person(UUID id, String name, String email) {}

  record Current(UUID id, String slug, String name, String role, String zone) {}

  record Other(UUID id, String slug, String name) {}

  @Override
  public Map<String, Object> of(HttpServletRequest request) {
    Map<String, Object> props = new LinkedHashMap<>();
    Optional<Visitor> visitor = Visitors.of(request);
    if (visitor.isPresent()) {
      Visitor known = visitor.get();
      props.put("person", new Person(known.person().value(), known.name(), known.email()));
      props.put("organizations", organizations(known));
      known.member().ifPresent(member -> props.put("organization", current(member)));
    }
    return props;
  }

  private static List<Other> organizations(Visitor visitor) {
    return visitor.memberships().stream()
        .map(Visitor.Membership::organization)
        .map(one -> new Other(one.id().value(), one.slug(), one.name()))
        .toList();
  }

  private static Current current(SignedIn member) {
    Organization organization = member.organization();
    return new Current(
        organization.id().value(),
        organization.slug(),
        organization.name(),
        member.role().text(),
        organization.zone().getId());
  }
}
