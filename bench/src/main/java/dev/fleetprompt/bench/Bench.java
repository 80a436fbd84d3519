package dev.fleetprompt.bench;

import dev.fleetprompt.platform.database.DatabaseServer;
import dev.fleetprompt.platform.database.ServerLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures, and prints one table. */
@Command(
    name = "fleet bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures FleetPrompt beside its peers, on one embedded PostgreSQL with fsync on.")
final class Bench implements Callable<Integer> {

  @Option(names = "--only", description = "What to measure: workflows (the only one so far).")
  private String only = "workflows";

  @Option(names = "--quick", description = "Fewer workflows and rounds, for a first look.")
  private boolean quick;

  @Option(names = "--json", description = "Also writes the figures to this file.")
  private @Nullable Path json;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (!only.equals("workflows")) {
      System.err.println("There is no measure '" + only + "'; known: workflows");
      return 2;
    }
    Path home = Files.createTempDirectory("fleet-bench");
    try (DatabaseServer server = DatabaseServer.embedded(home, OptionalInt.empty(), Map.of())) {
      List<Measurement> measurements = workflows(server.owner());
      print(measurements);
      write(measurements);
    } finally {
      Folders.delete(home);
    }
    return 0;
  }

  private List<Measurement> workflows(ServerLogin login) throws Exception {
    int ours = quick ? 5_000 : 30_000;
    int theirs = quick ? 1_000 : 5_000;
    int rounds = quick ? 1 : 3;
    List<Measurement> measurements = new ArrayList<>();
    try (Subject one = new FleetWorkflows(login, 1)) {
      measurements.add(measure(one, ours, rounds));
    }
    try (Subject hundred = new FleetWorkflows(login, 100)) {
      measurements.add(measure(hundred, ours, rounds));
    }
    try (Subject dbos = new DbosWorkflows(login)) {
      measurements.add(measure(dbos, theirs, rounds));
    }
    return measurements;
  }

  private static Measurement measure(Subject subject, int workflows, int rounds) throws Exception {
    System.out.printf("  %s …%n", subject.name());
    subject.run(workflows / 4);
    List<Double> perSecond = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      subject.run(workflows);
      perSecond.add(workflows * 1e9 / (System.nanoTime() - began));
    }
    return new Measurement(subject.name(), perSecond);
  }

  private static void print(List<Measurement> measurements) {
    double peer = measurements.getLast().median();
    System.out.printf(
        "%nWorkflows of three durable steps; %d cores, Java %s, %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        "PostgreSQL on the same cores, fsync and synchronous_commit on");
    System.out.printf("%-36s %12s %20s %10s%n", "", "median/s", "least … most", "ratio");
    for (Measurement measurement : measurements) {
      System.out.printf(
          Locale.ROOT,
          "%-36s %,12.0f %,10.0f … %,7.0f %9.1fx%n",
          measurement.subject(),
          measurement.median(),
          measurement.least(),
          measurement.most(),
          measurement.median() / peer);
    }
  }

  private void write(List<Measurement> measurements) {
    Path file = json;
    if (file == null) {
      return;
    }
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("cores", Runtime.getRuntime().availableProcessors());
    var rows = root.putArray("workflows");
    for (Measurement measurement : measurements) {
      ObjectNode row = rows.addObject();
      row.put("subject", measurement.subject()).put("median_per_second", measurement.median());
      measurement.perSecond().forEach(row.putArray("rounds_per_second")::add);
    }
    mapper.writerWithDefaultPrettyPrinter().writeValue(file, root);
  }
}
