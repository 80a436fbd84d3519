package dev.fleetprompt.platform.executions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a run stood after one of its entries.
 *
 * @param entry the entry
 * @param awaits what the run waited for then; nothing once it had ended
 * @param end how it ended with this entry; empty when it did not
 * @param state what it carried along; a note of its size where it is large
 * @param editable what a branch from here may be given instead; empty when there is nothing, or it
 *     is large
 */
public record RunMoment(
    JournalLine entry,
    List<Awaits> awaits,
    Optional<ExecutionStatus> end,
    JsonNode state,
    Optional<JsonNode> editable) {

  /**
   * Something that a run waits for.
   *
   * @param kind {@code call}, {@code timer}, {@code emit}, {@code event} or {@code run}
   * @param id the command's, unique within the run
   * @param task the task's pointer
   * @param what what is called or published
   * @param due when a timer comes
   */
  public record Awaits(
      String kind, String id, String task, @Nullable String what, @Nullable Instant due) {}
}
