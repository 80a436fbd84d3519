package dev.fleetprompt.isolation;

import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.work.Desk;
import dev.fleetprompt.testing.TestApplication;
import java.nio.file.Path;
import java.util.Optional;

/** Fills the organization `demo` with everything that the demonstration leaves. */
final class Demonstrated {
  private Demonstrated() {}

  static ExitCode in(TestApplication application, Path folder) {
    return application
        .get(Desk.class)
        .perform(
            new Request.Demo(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                0),
            folder,
            new Console() {
              @Override
              public void say(String text) {}

              @Override
              public void warn(String text) {}
            });
  }
}
