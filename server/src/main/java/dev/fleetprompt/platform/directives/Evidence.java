package dev.fleetprompt.platform.directives;

/**
 * What the outside system says of an attempt whose outcome was unknown.
 *
 * @param <R> the kind of result
 */
public sealed interface Evidence<R> {

  /** It took effect. */
  record Happened<R>(Completion<R> completion) implements Evidence<R> {}

  /** It did not, and will not any more. */
  record DidNotHappen<R>() implements Evidence<R> {}
}
