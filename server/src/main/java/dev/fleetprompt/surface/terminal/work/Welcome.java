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
    LocalServer.Entrance entrance = server.entrance().orElseThrow();
    console.say("FleetPrompt is up. " + entrance.sentence());
    console.say("  " + entrance.address());
    return ExitCode.DONE;
  }
}
