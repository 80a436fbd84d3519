package dev.fleetprompt.engine.workflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Visits tasks and the tasks inside them. */
final class TaskWalk {

  private TaskWalk() {}

  /** Each task and all tasks inside it, outer ones first. */
  static List<Task> all(Collection<Task> roots) {
    List<Task> found = new ArrayList<>();
    Deque<Task> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Task task = open.removeFirst();
      found.add(task);
      inner(task).reversed().forEach(open::addFirst);
    }
    return found;
  }

  private static List<Task> inner(Task task) {
    return switch (task) {
      case Task.Do sequence -> sequence.tasks().tasks();
      case Task.For loop -> loop.tasks().tasks();
      case Task.Fork fork -> fork.branches();
      case Task.Listen listen -> {
        Task.Foreach foreach = listen.foreach();
        yield foreach == null || foreach.tasks() == null ? List.of() : foreach.tasks().tasks();
      }
      case Task.Try attempt -> {
        List<Task> tasks = new ArrayList<>(attempt.tasks().tasks());
        TaskList handler = attempt.handler().tasks();
        if (handler != null) {
          tasks.addAll(handler.tasks());
        }
        yield tasks;
      }
      case Task.Call t -> List.of();
      case Task.Continue t -> List.of();
      case Task.OpenApi t -> List.of();
      case Task.Emit t -> List.of();
      case Task.Raise t -> List.of();
      case Task.Run t -> List.of();
      case Task.Set t -> List.of();
      case Task.Switch t -> List.of();
      case Task.Wait t -> List.of();
    };
  }

  /** A function that calls itself, straight or through others; null when there is none. */
  static @Nullable String recursive(Map<String, Task> functions) {
    Set<String> settled = new HashSet<>();
    for (String name : functions.keySet()) {
      if (recursive(name, functions, new HashSet<>(), settled)) {
        return name;
      }
    }
    return null;
  }

  private static boolean recursive(
      String name, Map<String, Task> functions, Set<String> path, Set<String> settled) {
    Task function = functions.get(name);
    if (function == null || settled.contains(name)) {
      return false;
    }
    if (!path.add(name)) {
      return true;
    }
    for (Task task : all(List.of(function))) {
      if (task instanceof Task.Call call
          && call.local()
          && recursive(call.function(), functions, path, settled)) {
        return true;
      }
    }
    path.remove(name);
    settled.add(name);
    return false;
  }
}
