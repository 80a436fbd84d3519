package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.TaskList;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something under way that waits for what is inside it. Frames are immutable and point outwards, so
 * a step costs the same however much surrounds it, and what has ended is dropped.
 */
sealed interface Frame {

  @Nullable Frame outer();

  default Optional<Deadline> limit() {
    return Optional.empty();
  }

  /** The run itself. */
  record OfRun(@Nullable Deadline deadline) implements Frame {
    @Override
    public @Nullable Frame outer() {
      return null;
    }

    @Override
    public Optional<Deadline> limit() {
      return Optional.ofNullable(deadline);
    }
  }

  /** A task, from its shaped input to its output. */
  record OfTask(
      Frame outer,
      Task task,
      JsonNode input,
      Scope scope,
      Instant startedAt,
      @Nullable Deadline deadline)
      implements Frame {
    @Override
    public Optional<Deadline> limit() {
      return Optional.ofNullable(deadline);
    }
  }

  /** A list of tasks, at one of them. */
  record OfList(Frame outer, TaskList list, int index, Scope scope) implements Frame {}

  /** A loop, at one of its items. */
  record OfLoop(OfTask outer, Task.For task, JsonNode items, int index) implements Frame {}

  /** An attempt of a try. */
  record OfTry(OfTask outer, Task.Try task, int attempt, @Nullable Deadline deadline)
      implements Frame {
    @Override
    public Optional<Deadline> limit() {
      return Optional.ofNullable(deadline);
    }
  }
}
