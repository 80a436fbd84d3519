package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Installs, switches or removes a schedule. */
public sealed interface ScheduleChange extends Change {

  /** The schedule's id. */
  UUID id();

  /**
   * Installs a schedule; its first time is the first after the commit.
   *
   * @param name 1 to 100 characters
   */
  record Create(UUID id, String name, Timing timing, boolean enabled, Target target)
      implements ScheduleChange {}

  /** Switches it on or off. What falls due while it is off is not made up for. */
  record Enable(UUID id, boolean enabled) implements ScheduleChange {}

  /**
   * Gives it other times and another context; its first new time is the first after the commit.
   *
   * @param context as in {@link Target#context}
   */
  record Replace(UUID id, Timing timing, boolean enabled, JsonNode context)
      implements ScheduleChange {}

  /**
   * Gives another context to the runs that it starts from now on.
   *
   * @param context as in {@link Target#context}
   */
  record Inform(UUID id, JsonNode context) implements ScheduleChange {}

  /** Removes it; what it started goes on. */
  record Remove(UUID id) implements ScheduleChange {}
}
