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

  /** The run. */
  default Frame outermost() {
    Frame each = this;
    for (Frame outer = each.outer(); outer != null; outer = each.outer()) {
      each = outer;
    }
    return each;
  }

  /** Whether this frame is another one or inside of it. */
  default boolean within(Frame other) {
    for (Frame each = this; each != null; each = each.outer()) {
      if (each == other) {
        return true;
      }
    }
    return false;
  }

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

  /**
   * A branch of a fork.
   *
   * @param fork the number under which the fork waits
   * @param index the branch's place, from 0
   */
  record OfBranch(OfTask outer, long fork, int index) implements Frame {}

  /**
   * An event of a listen that is being worked on.
   *
   * @param listen the number under which the listen waits
   * @param value what was read of the event
   * @param index which of the listen's events, from 0
   */
  record OfItem(OfTask outer, long listen, JsonNode value, int index) implements Frame {}

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
