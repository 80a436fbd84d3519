package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;

/**
 * The names visible at a place of a program. Variables, arguments and labels have a link each in
 * {@link Env}; functions have none.
 */
sealed interface Scope {
  /** Links that a program may look through, so that a variable costs little wherever it is used. */
  int MAX_LINKS = 1_000;

  record Root() implements Scope {}

  record Variable(Scope outer, String name, int links) implements Scope {}

  record Argument(Scope outer, String name, int links) implements Scope {}

  record Label(Scope outer, String name, int links) implements Scope {}

  record Function(Scope outer, String name, int arity, Calls.Function function, int links)
      implements Scope {}

  /** How many links lead from here to the root. */
  default int links() {
    return 0;
  }

  default @Nullable Scope outer() {
    return null;
  }

  default Scope variable(String name) {
    return new Variable(this, name, links() + 1);
  }

  default Scope argument(String name) {
    return new Argument(this, name, links() + 1);
  }

  default Scope label(String name) {
    return new Label(this, name, links() + 1);
  }

  default Scope function(String name, int arity, Calls.Function function) {
    return new Function(this, name, arity, function, links());
  }

  default @Nullable Variable findVariable(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer()) {
      if (scope instanceof Variable variable && variable.name.equals(name)) {
        return variable;
      }
    }
    return null;
  }

  default @Nullable Label findLabel(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer()) {
      if (scope instanceof Label label && label.name.equals(name)) {
        return label;
      }
    }
    return null;
  }

  /** The function or argument of this name: what was defined last hides the others. */
  default @Nullable Scope findCallable(String name, int arity) {
    for (Scope scope = this; scope != null; scope = scope.outer()) {
      if (scope instanceof Argument argument && arity == 0 && argument.name.equals(name)) {
        return argument;
      }
      if (scope instanceof Function function
          && function.arity == arity
          && function.name.equals(name)) {
        return function;
      }
    }
    return null;
  }
}
