package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** What was typed, understood or not. */
public sealed interface Typed {

  record Understood(Request request) implements Typed {}

  /** Asked for help. */
  record Help(String text) implements Typed {}

  record Misused(String message) implements Typed {}

  static Typed of(String... arguments) {
    CommandLine line =
        new CommandLine(new FleetCommand())
            .registerConverter(UUID.class, Typed::id)
            .registerConverter(ZoneId.class, Typed::zone)
            .registerConverter(LocalDate.class, Typed::day)
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

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("an id looks like 01a1fb32-4613-760b-8947-8850ac5d83b7");
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("a time zone looks like Europe/Berlin or UTC");
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("a date looks like 2026-03-14");
    }
  }
}
