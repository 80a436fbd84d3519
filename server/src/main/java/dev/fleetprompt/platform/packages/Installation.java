package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A package version, configured, in one organization.
 *
 * @param digest of the version's content, pinned
 * @param generation counts the installations of the package in the organization, from 1
 * @param configuration complete, with defaults
 * @param configurationVersion counts its changes, from 1
 * @param error why it failed
 */
public record Installation(
    TenantId tenant,
    UUID id,
    PackageName name,
    Version version,
    String digest,
    int generation,
    Status status,
    JsonNode configuration,
    int configurationVersion,
    Optional<Error> error,
    Instant createdAt,
    Instant changedAt) {

  /** Where an installation stands. */
  public enum Status {
    QUEUED,
    INSTALLING,
    INSTALLED,
    FAILED,
    DISABLED,
    UNINSTALLING,
    UNINSTALLED;

    /** Whether the package counts as installed, or is on its way in or out. */
    public boolean live() {
      return switch (this) {
        case QUEUED, INSTALLING, INSTALLED, DISABLED, UNINSTALLING -> true;
        case FAILED, UNINSTALLED -> false;
      };
    }

    /** Whether its workflows can be started, and it can be configured. */
    public boolean startable() {
      return this == INSTALLED || this == DISABLED;
    }

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** The same with the next version of its configuration. */
  public Installation configured(JsonNode next) {
    return new Installation(
        tenant,
        id,
        name,
        version,
        digest,
        generation,
        status,
        next,
        configurationVersion + 1,
        error,
        createdAt,
        changedAt);
  }

  /** Why it failed: a stable code, and what happened and what to do. */
  public record Error(String code, String message) {}
}
