package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.executions.CallPermission;
import dev.fleetprompt.platform.functions.DeclaredHosts;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.Manifest.Permissions;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the runs of an installation to what its package asked for. What is known of an installation
 * is looked up again after a second.
 */
public final class InstallationPermissions implements CallPermission, DeclaredHosts {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private static final Set<String> HTTP = Set.of("http", "http.get", "http.request");

  private final Installations installations;
  private final PackageRegistry registry;
  private final Clock clock;
  private final Map<UUID, Known> known = new ConcurrentHashMap<>();

  private record Known(Optional<Installation> installation, Instant at) {}

  public InstallationPermissions(
      Installations installations, PackageRegistry registry, Clock clock) {
    this.installations = installations;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public Optional<String> refusal(TenantId tenant, Optional<UUID> installation, String name) {
    return installation.flatMap(id -> refusal(tenant, id, name));
  }

  @Override
  public Set<String> of(TenantId tenant, UUID installation) {
    return find(tenant, installation)
        .filter(found -> mayCall(found.status()))
        .flatMap(found -> registry.find(found.name(), found.version()))
        .map(version -> version.manifest().permissions().hosts())
        .orElse(Set.of());
  }

  private Optional<String> refusal(TenantId tenant, UUID id, String name) {
    Optional<Installation> found = find(tenant, id);
    if (found.isEmpty()) {
      return Optional.of("There is no installation " + id + ".");
    }
    Installation installation = found.get();
    return mayCall(installation.status())
        ? undeclared(installation, name)
        : Optional.of(
            "%s is %s, so its runs may call nothing."
                .formatted(installation.name(), installation.status().text()));
  }

  private static boolean mayCall(Installation.Status status) {
    return switch (status) {
      case INSTALLED, DISABLED, UNINSTALLING -> true;
      case QUEUED, INSTALLING, FAILED, UNINSTALLED -> false;
    };
  }

  private Optional<String> undeclared(Installation installation, String name) {
    return registry
        .find(installation.name(), installation.version())
        .map(version -> version.manifest().permissions())
        .filter(permissions -> permits(permissions, name))
        .map(permissions -> Optional.<String>empty())
        .orElseGet(() ->
            Optional.of(
                "%s %s has no permission for '%s'; its package.yaml does not ask for it."
                    .formatted(installation.name(), installation.version(), name)));
  }

  private static boolean permits(Permissions permissions, String name) {
    return permissions.functions().contains(name)
        || permissions.directives().contains(name)
        || (HTTP.contains(name) && !permissions.hosts().isEmpty());
  }

  private Optional<Installation> find(TenantId tenant, UUID id) {
    Instant now = clock.instant();
    Known latest = known.get(id);
    if (latest != null
        && latest.at().plus(FRESH).isAfter(now)
        && latest.installation().filter(one -> !one.tenant().equals(tenant)).isEmpty()) {
      return latest.installation();
    }
    Optional<Installation> installation = installations.find(tenant, id);
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(id, new Known(installation, now));
    return installation;
  }
}
