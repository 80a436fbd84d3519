package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.executions.Execution;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a run that a schedule began knows of that, and its reruns as well.
 *
 * @param schedule its id
 * @param name what it was called then
 * @param zone in which its times are meant
 * @param due the time for which the run was begun
 */
public record Scheduled(UUID schedule, String name, ZoneId zone, Instant due) {

  /** The origin of runs that a schedule began. */
  public static final String ORIGIN = "schedule";

  /** Empty for a run that no schedule began, and that is no rerun of such a one. */
  public static Optional<Scheduled> of(Execution run) {
    JsonNode schedule = run.context().path("schedule");
    try {
      return Optional.of(
          new Scheduled(
              UUID.fromString(schedule.path("id").asString("")),
              schedule.path("name").asString(""),
              ZoneId.of(schedule.path("zone").asString("")),
              Instant.parse(run.context().path("window").path("to").asString(""))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
