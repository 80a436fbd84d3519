package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.packages.PackageLint;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.retention.Retention;
import dev.fleetprompt.platform.retention.RetentionReport;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Retention by hand, and checks of packages. */
@Component
final class Upkeep {
  private final Retention retention;
  private final PackageLint lint;

  Upkeep(Retention retention, PackageLint lint) {
    this.retention = retention;
    this.lint = lint;
  }

  ExitCode retention(Console console) {
    Optional<RetentionReport> report = retention.run();
    if (report.isEmpty()) {
      console.warn("Another process is doing this just now; there is nothing to do here.");
      return ExitCode.FAILED;
    }
    if (!report.get().complete()) {
      console.warn("The database was lost on the way; run it again for the rest.");
    }
    console.say("%s", tables(report.get()));
    return report.get().complete() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String tables(RetentionReport report) {
    if (report.lines().isEmpty()) {
      return "Nothing was due.";
    }
    TextTable table = new TextTable("TABLE", "DELETED", "REDUCED TO STUBS", "MONTHS DROPPED");
    for (RetentionReport.Line line : report.lines()) {
      table.add(
          line.table(), number(line.deleted()), number(line.reduced()), number(line.months()));
    }
    return table.toString();
  }

  private static String number(long number) {
    return "%,d".formatted(number);
  }

  ExitCode lint(Path folder, Console console) {
    List<Problem> problems = lint.check(folder);
    if (problems.isEmpty()) {
      console.say("%s is fine.", folder);
      return ExitCode.DONE;
    }
    problems.forEach(problem -> console.warn(problem.toString()));
    console.warn(problems.size() == 1 ? "1 problem." : problems.size() + " problems.");
    return ExitCode.FAILED;
  }
}
