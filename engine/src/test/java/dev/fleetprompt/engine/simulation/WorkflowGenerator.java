package dev.fleetprompt.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random workflows. Their data is an object with a number {@code n}; what they give depends
 * on their input and the answers to their calls, never on time.
 */
final class WorkflowGenerator {

  private static final int DEEPEST = 4;

  private final Random random;
  private int names;

  /** How many forks surround what is written: there, nothing may depend on who is first. */
  private int forks;

  WorkflowGenerator(Random random) {
    this.random = random;
  }

  String workflow() {
    return """
    document: { dsl: '1.0.3', namespace: simulation, name: random, version: '1.0.0' }
    timeout: { after: P300D }
    use:
      functions:
        twice: { do: [ { one: { call: sure, with: { n: '${ .n }' } } }, { two: { call: sure, with: { n: '${ .n + 1 }' } } } ] }
    do: %s
    """
        .formatted(list(0));
  }

  private String list(int depth) {
    int size = 1 + random.nextInt(depth == 0 ? 6 : 3);
    List<String> own = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      own.add("t" + names++);
    }
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < size; i++) {
      list.append(i == 0 ? " " : ", ")
          .append("{ ")
          .append(own.get(i))
          .append(": ")
          .append(task(depth, own, i))
          .append(" }");
    }
    return list.append(" ]").toString();
  }

  private String task(int depth, List<String> own, int place) {
    String shared = shared(own, place);
    int kinds = depth >= DEEPEST ? 9 : 15;
    return switch (random.nextInt(kinds)) {
      case 0 ->
          "{ set: { n: '${ (.n // 0) + "
              + random.nextInt(5)
              + " }', b: 2, a: 1.50 }"
              + shared
              + " }";
      case 1, 2 -> "{ call: sure, with: { n: '${ .n // 0 }' }" + shared + " }";
      case 3 -> guarded("{ call: shaky, with: { n: '${ .n // 0 }' } }", depth, shared);
      case 4 ->
          guarded(
              "{ call: slow, with: { n: '${ .n // 0 }' }, timeout: { after: PT10S } }",
              depth,
              shared);
      case 5 -> "{ wait: { seconds: " + (1 + random.nextInt(100)) + " }" + shared + " }";
      case 6 ->
          "{ emit: { event: { with: { source: 'https://sim.example', type: sim.event, data: { n: '${ .n }' } } } },"
              + " output: { as: { n: '${ .data.n }' } } }";
      case 7 -> "{ " + listen(depth) + shared + " }";
      case 8 ->
          "{ run: { workflow: { namespace: sim, name: child, version: latest, input: { n: '${ .n // 0 }' } } }"
              + shared
              + " }";
      case 9 -> "{ do: " + list(depth + 1) + shared + " }";
      case 10 ->
          "{ for: { in: '[range("
              + random.nextInt(4)
              + ")]' }, do: "
              + list(depth + 1)
              + shared
              + " }";
      case 11 -> choice(own, place);
      case 12, 13 -> fork(depth);
      default -> "{ call: twice, with: { n: '${ .n // 0 }' }" + shared + " }";
    };
  }

  private String fork(int depth) {
    forks++;
    StringBuilder branches = new StringBuilder();
    int size = 1 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      String name = "b" + names++;
      branches
          .append(i == 0 ? " { " : ", { ")
          .append(name)
          .append(": ")
          .append(task(depth + 1, List.of(name), 0))
          .append(" }");
    }
    forks--;
    return random.nextInt(3) == 0
        ? "{ fork: { compete: true, branches: [" + branches + " ] }, output: { as: { n: 5 } } }"
        : "{ fork: { branches: ["
            + branches
            + " ] }, output: { as: { n: '${ [ .[].n // 0 ] | add }' } } }";
  }

  /** News and rumours all say the same, so it does not matter which of them came when. */
  private String listen(int depth) {
    String news = "{ with: { type: sim.news, data: { n: '${ . > 0 }' } } }";
    return switch (random.nextInt(4)) {
      case 0 -> "listen: { to: { one: " + news + " } }, output: { as: '.[0]' }";
      case 1 ->
          "listen: { to: { all: [ "
              + news
              + ", { with: { type: sim.rumour }, correlate: { n: { from: .data.n, expect: '${ 7 }' } } } ] } }, output: { as: { n: '${ map(.n) | add }' } }";
      case 2 ->
          "listen: { to: { any: [ "
              + news
              + " ], until: { one: { with: { type: sim.end } } } } }, output: { as: { n: 9 } }";
      default ->
          "listen: { to: { any: [ "
              + news
              + ", { with: { type: sim.rumour } } ], until: '(. | length) == 2' } }, foreach: { item: told, do: "
              + list(Math.max(depth + 1, DEEPEST))
              + ", output: { as: { n: '${ .n // $told.n }' } } }, output: { as: '.[1]' }";
    };
  }

  /** A try around a task, of one of several kinds. */
  private String guarded(String inner, int depth, String shared) {
    String handler =
        switch (forks > 0 ? 4 : random.nextInt(4)) {
          case 4 -> "{ do: [ { h" + names++ + ": { set: { n: 3 } } } ] }";
          case 0 -> "{}";
          case 1 ->
              "{ retry: { delay: PT2S, backoff: { exponential: {} }, limit: { attempt: { count: 2 } } }, do: [ { h"
                  + names++
                  + ": { set: { n: '${ $error.status }' } } } ] }";
          case 2 ->
              "{ errors: { with: { status: 503 } }, retry: { delay: PT1S, jitter: { from: PT0S, to: PT2S }, limit: { attempt: { count: 3 } } } }";
          default -> depth >= DEEPEST ? "{}" : "{ as: problem, do: " + list(depth + 1) + " }";
        };
    return "{ try: [ { c" + names++ + ": " + inner + " } ], catch: " + handler + shared + " }";
  }

  private String choice(List<String> own, int place) {
    return "{ switch: [ { low: { when: '.n < 30', then: "
        + target(own, place)
        + " } }, { high: { when: '.n > 80', then: "
        + target(own, place)
        + " } } ] }";
  }

  private String shared(List<String> own, int place) {
    StringBuilder shared = new StringBuilder();
    if (random.nextInt(8) == 0) {
      shared.append(", if: '(.n // 0) % 2 == 0'");
    }
    if (random.nextInt(8) == 0) {
      shared.append(", export: { as: '${ { seen: .n } }' }");
    }
    if (random.nextInt(10) == 0) {
      shared.append(", then: ").append(target(own, place));
    }
    return shared.toString();
  }

  /** Only forwards, so that every workflow ends. */
  private String target(List<String> own, int place) {
    return switch (random.nextInt(5)) {
      case 0 -> "exit";
      case 1 -> forks == 0 && random.nextInt(4) == 0 ? "end" : "continue";
      default ->
          place + 1 < own.size()
              ? own.get(place + 1 + random.nextInt(own.size() - place - 1))
              : "continue";
    };
  }
}
