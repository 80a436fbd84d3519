package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What tasks take from those around them.
 *
 * @param attempt of the closest try, from 1
 */
record Scope(@Nullable Variables variables, int attempt) {

  static final Scope OUTERMOST = new Scope(null, 1);

  Scope with(String name, JsonNode value) {
    return new Scope(new Variables(name, value, variables), attempt);
  }

  Scope atAttempt(int number) {
    return new Scope(variables, number);
  }
}
