package dev.fleetprompt.platform.executions;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random workflows of calls, effects, waits, events and handlers. What they come to depends
 * on no time and no order.
 */
final class SimulatedWorkflows {

  private final Random random;
  private final List<String> parts = new ArrayList<>();
  private int names;

  SimulatedWorkflows(Random random) {
    this.random = random;
  }

  /** The tasks of the last workflow that wait for events, once for each event they need. */
  List<String> parts() {
    return List.copyOf(parts);
  }

  String next() {
    parts.clear();
    return """
    document: { dsl: '1.0.3', namespace: simulation, name: random, version: '1.0.0' }
    do: %s
    """
        .formatted(list(0));
  }

  private String list(int depth) {
    int size = 1 + random.nextInt(depth == 0 ? 4 : 2);
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < size; i++) {
      list.append(i == 0 ? " " : ", ").append("{ t").append(names++).append(": ");
      list.append(task(depth)).append(" }");
    }
    return list.append(" ]").toString();
  }

  private String task(int depth) {
    if (depth == 0 && random.nextInt(3) == 0) {
      return listens();
    }
    return switch (random.nextInt(depth < 2 ? 9 : 6)) {
      case 0 -> "{ call: sim.sure, with: { n: '${ .n }' } }";
      case 1 -> "{ call: effect.sure, with: { n: '${ .n }' } }";
      case 2 -> "{ wait: { seconds: " + (1 + random.nextInt(100)) + " } }";
      case 3 ->
          "{ emit: { event: { with: { source: 'https://sim.example', type: sim.event, data: { n: '${ .n }' } } } },"
              + " output: { as: { n: '${ .data.n }' } } }";
      case 4 -> caught("{ call: sim.shaky, with: { n: '${ .n }' } }");
      case 5 -> caught("{ call: effect.never, with: { n: '${ .n }' }, timeout: { after: PT10S } }");
      case 6 -> caught("{ call: effect.shaky, with: { n: '${ .n }' } }");
      case 7 ->
          "{ for: { in: '[range("
              + (1 + random.nextInt(3))
              + ")]' }, do: "
              + list(depth + 1)
              + " }";
      default -> "{ do: " + list(depth + 1) + " }";
    };
  }

  /** Two events of one kind, one after the other, with something in between. */
  private String listens() {
    String part = "p" + names++;
    parts.add(part);
    parts.add(part);
    String listen =
        "{ listen: { to: { one: { with: { type: sim.news, data: '${ .run == $workflow.input.n and .part == \""
            + part
            + "\" }' } } } }, metadata: { since: start }, output: { as: '${ { n: .[0].n } }' } }";
    String between =
        random.nextBoolean()
            ? ", { b" + names++ + ": { call: sim.sure, with: { n: '${ .n }' } } }"
            : "";
    return "{ do: [ { l"
        + names++
        + ": "
        + listen
        + " }"
        + between
        + ", { l"
        + names++
        + ": "
        + listen
        + " } ] }";
  }

  private String caught(String inner) {
    String handler =
        random.nextBoolean()
            ? "{ do: [ { h" + names++ + ": { set: { n: '${ .n + 2 }' } } } ] }"
            : "{ retry: { delay: PT2S, limit: { attempt: { count: 2 } } }, do: [ { h"
                + names++
                + ": { set: { n: '${ .n + 5 }' } } } ] }";
    return "{ try: [ { c" + names++ + ": " + inner + " } ], catch: " + handler + " }";
  }
}
