package dev.fleetprompt.crash;

import dev.fleetprompt.platform.commit.Change;

/** Keeps the group's transaction open for so long. */
record HoldTransaction(int seconds) implements Change {}
