package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.packages.PackageLint;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.retention.Retention;
import dev.fleetprompt.platform.retention.RetentionReport;
import dev.fleetprompt.platform.vault.KeyRotation;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Retention and rotation of keys by hand, and checks of packages. */
@Component
final class Upkeep {
  private final Retention retention;
  private final KeyRotation keys;
  private final PackageLint lint;

  Upkeep(Retention retention, KeyRotation keys, PackageLint lint) {
    this.retention = retention;
    this.keys = keys;
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

  ExitCode rotateKeys(Console console) {
    KeyRotation.Report report =
        keys.run((organization, credentials) -> {
          if (credentials > 0) {
            console.say("%s: %,d encrypted again", organization.slug(), credentials);
          }
        });
    console.say(
        "A new key is in the key file, and %,d credentials are encrypted with it. Keep a copy of the file as it is now; the old keys in it open older backups.",
        report.credentials());
    for (KeyRotation.Unopened unopened : report.unopened()) {
      console.warn(
          "%s: '%s' cannot be opened with any key of the file and stayed as it was; connect again to replace it."
              .formatted(unopened.organization().slug(), unopened.name()));
    }
    for (KeyRotation.Other other : report.others()) {
      if (other.resealed().done() > 0) {
        console.say("%s: %,d encrypted again", other.title(), other.resealed().done());
      }
      other
          .resealed()
          .left()
          .forEach(name ->
              console.warn(
                  "%s: that of %s cannot be opened with any key of the file and stayed as it was. %s"
                      .formatted(other.title(), name, other.remedy())));
    }
    return report.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
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
