package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.packages.Version;
import dev.fleetprompt.platform.signals.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Changes of installations and of what they created, in the order in which they are added. */
public sealed interface InstallationChange extends Change {

  UUID installation();

  /**
   * An installation that was requested. Does nothing when the package has one of this generation or
   * a live one: the directive, which then is not new either or finds its plan outdated, tells.
   *
   * @param installation the id of the directive that installs
   */
  record Queue(
      UUID installation,
      PackageName name,
      Version version,
      String digest,
      int generation,
      JsonNode configuration,
      Actor actor,
      Instant at)
      implements InstallationChange {}

  /**
   * Moves an installation on; refuses the unit when it is in none of these states.
   *
   * @param directive what moves it
   */
  record Move(
      UUID installation,
      Set<Installation.Status> from,
      Installation.Status to,
      UUID directive,
      Actor actor,
      Optional<Installation.Error> error,
      Instant at)
      implements InstallationChange {}

  /**
   * Gives an installation the next version of its configuration; refuses the unit when it has
   * another than {@code from}, or another status.
   */
  record Configure(
      UUID installation,
      Installation.Status status,
      int from,
      JsonNode configuration,
      UUID directive,
      Actor actor,
      Instant at)
      implements InstallationChange {}

  /** Refuses the unit when an installation has another version of its configuration by now. */
  record Expect(UUID installation, int configurationVersion) implements InstallationChange {}

  /** Records where something that an installation creates comes from. */
  record Provide(
      UUID installation,
      ProvisionedResource.Kind kind,
      String name,
      UUID resource,
      String template,
      Instant at)
      implements InstallationChange {}

  /** Records that everything an installation created is gone. */
  record Withdraw(UUID installation, Instant at) implements InstallationChange {}
}
