package dev.fleetprompt.platform.functions;

import java.util.Optional;

/**
 * Work that changes nothing and that a workflow task may call. Registered as a bean.
 *
 * @param <I> a record: the input, whose JSON Schema is derived from it
 * @param <O> a record: the output
 */
public interface TaskFunction<I, O> {

  FunctionName name();

  Reach reach();

  /**
   * What a workflow may do with it, for people who judge a package: an imperative of a few words.
   */
  default Optional<String> purpose() {
    return Optional.empty();
  }

  Class<I> input();

  /**
   * Called on a virtual thread, outside any transaction; may be called again for the same task
   * after a crash.
   */
  O call(I input, CallContext context) throws FunctionFailedException;
}
