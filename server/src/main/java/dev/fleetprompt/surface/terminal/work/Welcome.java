package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.LocalServer;
import dev.fleetprompt.surface.terminal.Request;
import org.springframework.stereotype.Component;

/** Tells where the page is. */
@Component
final class Welcome {
  private final LocalServer server;

  Welcome(LocalServer server) {
    this.server = server;
  }

  ExitCode perform(Request.Up up, Console console) {
    int port = server.port().orElse(0);
    if (up.port() != 0 && up.port() != port) {
      console.say("The server of this home runs already, on port %d.", port);
    }
    console.say(
        "FleetPrompt is up. Open its page with this address (it works once, within ten minutes):");
    console.say("  " + server.freshAddress().orElseThrow());
    return ExitCode.DONE;
  }
}
