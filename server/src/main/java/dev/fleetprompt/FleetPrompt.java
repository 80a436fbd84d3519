package dev.fleetprompt;

import dev.fleetprompt.surface.terminal.Terminal;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The application. */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class FleetPrompt {
  /** Carries out the command that {@code ./fleet} passes on. */
  public static void main(String[] arguments) {
    System.exit(Terminal.run(FleetPrompt.class, arguments));
  }
}
