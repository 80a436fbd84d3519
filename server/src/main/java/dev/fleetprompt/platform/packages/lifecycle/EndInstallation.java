package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.signals.Actor;
import java.time.Instant;
import java.util.UUID;

/**
 * What becomes of an installation whose directive ended without its effect. Does nothing where the
 * directive had changed nothing.
 */
sealed interface EndInstallation extends Change {

  UUID installation();

  UUID directive();

  Actor actor();

  Installation.Error error();

  Instant at();

  /** One that was on its way in failed, and makes room for another. */
  record Fail(UUID installation, UUID directive, Actor actor, Installation.Error error, Instant at)
      implements EndInstallation {}

  /** One that was on its way out stays as it was before. */
  record Restore(
      UUID installation, UUID directive, Actor actor, Installation.Error error, Instant at)
      implements EndInstallation {}
}
