package dev.fleetprompt.platform.packages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a package says of itself in {@code package.yaml}.
 *
 * @param summary one sentence
 * @param platform the versions of the platform it works with
 * @param configuration JSON Schema 2020-12 of an installation's configuration, with hints for forms
 * @param manual the workflows that people may start
 * @param signals the types of signals its workflows emit
 */
public record Manifest(
    PackageName name,
    Version version,
    String title,
    String summary,
    String category,
    String license,
    VersionRange platform,
    JsonNode configuration,
    Permissions permissions,
    Provides provides,
    List<Trigger> triggers,
    List<Schedule> schedules,
    List<Manual> manual,
    Set<String> signals,
    DataUse data) {

  /**
   * What its workflows may use; enforced again when they run.
   *
   * @param functions names of functions
   * @param directives names of directive types
   * @param connectors outside systems that it needs a connection to
   * @param hosts names of hosts that it may read over HTTP
   */
  public record Permissions(
      Set<String> functions, Set<String> directives, Set<String> connectors, Set<String> hosts) {}

  /**
   * What it brings.
   *
   * @param workflows names; each in {@code workflows/NAME.yaml}
   * @param templates file names in {@code templates/}
   * @param documents file names in {@code documents/}
   */
  public record Provides(List<String> workflows, List<String> templates, List<String> documents) {}

  /**
   * Starts a workflow for each signal of a type that a filter lets through.
   *
   * @param filter empty when every signal of the type is meant
   */
  public record Trigger(String name, String signal, Optional<JsonNode> filter, String workflow) {}

  /** Starts a workflow at set times. */
  public record Schedule(
      String name, String workflow, Timing timing, Setting zone, Setting enabled) {}

  /** When a schedule is due. */
  public sealed interface Timing {

    /** Every day at a time of day, {@code HH:MM}. */
    record Daily(Setting time) implements Timing {}

    /** Whenever a five-field cron expression matches. */
    record Cron(Setting expression) implements Timing {}
  }

  /** A workflow that people may start, as often as the limit says. */
  public record Manual(String workflow, Optional<Limit> limit) {}

  /**
   * @param starts how many starts within any stretch of time of this length
   */
  public record Limit(int starts, Duration per) {}

  /** Plain statements, shown to the buyer. */
  public record DataUse(List<String> reads, List<String> writes) {}

  public Optional<Manual> manual(String workflow) {
    return manual.stream().filter(entry -> entry.workflow().equals(workflow)).findFirst();
  }

  /** Where the definition of one of its workflows is. */
  public static String workflowFile(String workflow) {
    return "workflows/" + workflow + ".yaml";
  }
}
