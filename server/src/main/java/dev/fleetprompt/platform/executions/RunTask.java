package dev.fleetprompt.platform.executions;

import java.util.List;
import java.util.Optional;

/**
 * A task as its workflow has it.
 *
 * @param pointer its JSON pointer in the definition
 * @param kind the keyword that makes it what it is, such as {@code call} or {@code switch}
 * @param calls the name of what it calls, or the type of the event that it emits
 * @param depth how many tasks it is within
 * @param then where the run goes on afterwards, where it says so
 * @param cases of a switch, the ways on
 */
public record RunTask(
    String pointer,
    String name,
    String kind,
    Optional<String> calls,
    int depth,
    Optional<String> then,
    List<Case> cases) {

  public RunTask {
    cases = List.copyOf(cases);
  }

  /** A case of a switch and where it leads. */
  public record Case(String name, String then) {}
}
