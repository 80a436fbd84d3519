package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What installing a package will do, made from the world as it is. Shown before anything is done;
 * carried out only while the world has not changed.
 *
 * @param digest of the version's content
 * @param generation of the installation that comes about
 * @param configuration complete, with defaults
 * @param connections the names of the connections that it will use
 */
public record InstallPlan(
    PackageName name,
    Version version,
    String title,
    String digest,
    int generation,
    JsonNode configuration,
    Manifest.Permissions permissions,
    List<String> connections,
    List<String> workflows,
    List<Trigger> triggers,
    List<Schedule> schedules,
    Manifest.DataUse data) {

  /** A workflow that will start for each signal of a type. */
  public record Trigger(String name, String signal, Optional<JsonNode> filter, String workflow) {}

  /**
   * A workflow that will start at set times.
   *
   * @param timing a time of day or a cron expression
   */
  public record Schedule(
      String name, String workflow, Timing timing, String zone, boolean enabled) {}

  /** When. */
  public sealed interface Timing {

    /** Every day at {@code HH:MM}. */
    record Daily(String time) implements Timing {
      @Override
      public String toString() {
        return "daily at " + time;
      }
    }

    /** By a five-field cron expression. */
    record Cron(String expression) implements Timing {
      @Override
      public String toString() {
        return "cron " + expression;
      }
    }
  }

  /** The same for the same plan: SHA-256 in hex over its canonical JSON. */
  public String hash() {
    return HexFormat.of().formatHex(ExactJson.hash(ExactJson.node(this)));
  }

  /** The plan for people, one fact a line, ending with a line break. */
  public String text() {
    return new PlanText().of(this);
  }
}
