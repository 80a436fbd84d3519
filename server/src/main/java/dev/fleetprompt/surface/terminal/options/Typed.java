package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What was typed, understood or not. */
public sealed interface Typed {

  record Understood(Request request) implements Typed {}

  /** Asked for help. */
  record Help(String text) implements Typed {}

  record Misused(String message) implements Typed {}

  static Typed of(String... arguments) {
    CommandLine line =
        new CommandLine(new FleetCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(110);
    try {
      ParseResult result = line.parseArgs(arguments);
      ParseResult last = result;
      while (last.hasSubcommand()) {
        last = last.subcommand();
      }
      if (last.isUsageHelpRequested()) {
        StringWriter text = new StringWriter();
        last.commandSpec().commandLine().usage(new PrintWriter(text, true));
        return new Help(text.toString().stripTrailing());
      }
      return new Understood(((RequestSource) last.commandSpec().userObject()).request());
    } catch (ParameterException e) {
      return new Misused(
          "%s\n'%s --help' shows the options."
              .formatted(e.getMessage(), e.getCommandLine().getCommandSpec().qualifiedName()));
    }
  }
}
