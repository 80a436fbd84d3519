package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.packages.PackageLint;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.signals.SignalRetention;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** Retention by hand, and checks of packages. */
@Component
final class Upkeep {
  private final SignalRetention signals;
  private final PackageLint lint;

  Upkeep(SignalRetention signals, PackageLint lint) {
    this.signals = signals;
    this.lint = lint;
  }

  ExitCode retention(Console console) {
    SignalRetention.Report report = signals.run();
    console.say(
        "Signals: %,d deleted, %,d reduced to their place in the chain of causes, %,d identities forgotten, %d partitions dropped.",
        report.deleted(), report.stubs(), report.identities(), report.partitions());
    return ExitCode.DONE;
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
