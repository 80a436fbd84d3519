package dev.fleetprompt.engine.jq;

import tools.jackson.databind.JsonNode;

/** Small questions about expressions, and the exception that ends a generator early. */
final class Codes {
  private Codes() {}

  static boolean allSingle(Code[] codes) {
    for (Code code : codes) {
      if (!code.single()) {
        return false;
      }
    }
    return true;
  }

  /** Thrown by a consumer that needs no more; caught by whoever created it. */
  static final class Enough extends RuntimeException {
    Enough() {
      super(null, null, false, false);
    }
  }

  /** Pushes results until the consumer says that it has had enough. */
  static void whileWanted(Run run, Code code, Env env, JsonNode input, Wanted wanted) {
    if (code.single()) {
      wanted.more(code.value(run, env, input));
      return;
    }
    int depth = run.depth();
    Enough enough = new Enough();
    try {
      code.each(
          run,
          env,
          input,
          value -> {
            if (!wanted.more(value)) {
              throw enough;
            }
          });
    } catch (Enough e) {
      if (e != enough) {
        throw e;
      }
      run.backTo(depth);
    }
  }

  /** The same with paths. */
  static void pathsWhileWanted(
      Run run, Code code, Env env, Path path, JsonNode input, WantedPath wanted) {
    int depth = run.depth();
    Enough enough = new Enough();
    try {
      code.paths(
          run,
          env,
          path,
          input,
          (place, value) -> {
            if (!wanted.more(place, value)) {
              throw enough;
            }
          });
    } catch (Enough e) {
      if (e != enough) {
        throw e;
      }
      run.backTo(depth);
    }
  }

  /** Takes a result and says whether it wants another. */
  @FunctionalInterface
  interface Wanted {
    boolean more(JsonNode value);
  }

  /** Takes a result with its path and says whether it wants another. */
  @FunctionalInterface
  interface WantedPath {
    boolean more(Path path, JsonNode value);
  }
}
