package dev.fleetprompt.bench;

import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.JsonReport;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures FleetPrompt and its peers in one run, prints the table and says which goals are met. */
@Command(
    name = "fleet bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures FleetPrompt beside its peers, on one embedded PostgreSQL with fsync on.",
      "Give it a machine that does nothing else.",
      ""
    },
    footerHeading = "%nMeasures:%n")
final class Bench implements Callable<Integer> {

  @Option(
      names = "--only",
      paramLabel = "NAME[,NAME]",
      description = "What to measure; otherwise everything but 'history'.")
  private @Nullable String only;

  @Option(
      names = "--quick",
      description = "One round of little work each: does it run? No figures to conclude from.")
  private boolean quick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes all figures to this file.")
  private @Nullable Path json;

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Bench());
    line.getCommandSpec()
        .usageMessage()
        .footer(
            Measures.all().stream()
                .map(measure -> "  %-10s %s".formatted(measure.name(), measure.title()))
                .toArray(String[]::new));
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Measure> measures;
    try {
      measures = Measures.named(only);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    List<Report> reports = new ArrayList<>();
    Map<String, String> surroundings;
    try (Stand stand =
        Stand.set(new Extent(quick), Path.of(System.getProperty("fleet.bench.peers", "peers")))) {
      surroundings = Surroundings.of(stand.login());
      surroundings.forEach((name, value) -> System.out.println("  " + name + ": " + value));
      for (Measure measure : measures) {
        System.out.printf("%n%s …%n", measure.name());
        Report report = measure.take(stand);
        System.out.print(Table.of(report));
        reports.add(report);
        write(surroundings, reports);
      }
    }
    summarize(reports);
    return 0;
  }

  /** After each measure, so that a long run that breaks off has not been for nothing. */
  private void write(Map<String, String> surroundings, List<Report> reports) throws Exception {
    Path file = json;
    if (file != null) {
      Files.writeString(file, JsonReport.of(surroundings, quick, reports), StandardCharsets.UTF_8);
    }
  }

  private void summarize(List<Report> reports) {
    System.out.println("\ngoals");
    for (Report report : reports) {
      for (Goal goal : report.goals()) {
        System.out.printf("  %-10s%s%n", report.name(), Table.line(goal));
      }
    }
    if (quick) {
      System.out.println("\nThis was a quick look: nothing can be concluded from its figures.");
    }
  }
}
