package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a program's names stand for: an immutable chain, looked up by the number of links the
 * compiler counted.
 */
final class Env {
  static final Env EMPTY = new Env();

  private final @Nullable Env parent;
  private final JsonNode value;
  private final @Nullable Code code;
  private final @Nullable Env codeEnv;

  private Env() {
    this.parent = null;
    this.value = Values.NULL;
    this.code = null;
    this.codeEnv = null;
  }

  /** A variable. */
  Env(Env parent, JsonNode value) {
    this.parent = parent;
    this.value = value;
    this.code = null;
    this.codeEnv = null;
  }

  /** An argument that its function may evaluate, with the names of its caller. */
  Env(Env parent, Code code, Env codeEnv) {
    this.parent = parent;
    this.value = Values.NULL;
    this.code = code;
    this.codeEnv = codeEnv;
  }

  Env up(int links) {
    Env env = this;
    for (int i = 0; i < links; i++) {
      Env next = env.parent;
      if (next == null) {
        throw new IllegalStateException("the compiler counted too many links");
      }
      env = next;
    }
    return env;
  }

  JsonNode value() {
    return value;
  }

  Code code() {
    if (code == null) {
      throw new IllegalStateException("the compiler took a variable for an argument");
    }
    return code;
  }

  Env codeEnv() {
    if (codeEnv == null) {
      throw new IllegalStateException("the compiler took a variable for an argument");
    }
    return codeEnv;
  }
}
