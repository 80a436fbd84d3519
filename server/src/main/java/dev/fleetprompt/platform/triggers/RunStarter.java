package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;

/** Makes the change that starts a run. */
@FunctionalInterface
public interface RunStarter {

  Change start(StartRequest request);
}
