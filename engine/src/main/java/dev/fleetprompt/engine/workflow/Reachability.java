package dev.fleetprompt.engine.workflow;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Finds tasks of a list that no path leads to. */
final class Reachability {

  private Reachability() {}

  static List<Task> unreachable(List<Task> tasks) {
    BitSet reached = new BitSet(tasks.size());
    Deque<Integer> open = new ArrayDeque<>();
    open.add(0);
    while (!open.isEmpty()) {
      int place = open.remove();
      if (place >= tasks.size() || reached.get(place)) {
        continue;
      }
      reached.set(place);
      Task task = tasks.get(place);
      if (task.head().condition() != null) {
        open.add(place + 1);
      }
      if (task instanceof Task.Switch choice) {
        choice.cases().forEach(each -> follow(each.then(), place, open));
        if (choice.cases().stream().allMatch(each -> each.condition() != null)) {
          follow(task.head().then(), place, open);
        }
      } else if (!(task instanceof Task.Raise) && !(task instanceof Task.Continue)) {
        follow(task.head().then(), place, open);
      }
    }
    return tasks.stream().filter(task -> !reached.get(tasks.indexOf(task))).toList();
  }

  private static void follow(Flow flow, int place, Deque<Integer> open) {
    switch (flow) {
      case Flow.Continue() -> open.add(place + 1);
      case Flow.Goto(String task, int index) -> open.add(index);
      case Flow.Exit(), Flow.End() -> {}
    }
  }
}
