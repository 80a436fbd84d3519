package dev.fleetprompt.platform.functions;

/**
 * Work that changes nothing and that a workflow task may call. Registered as a bean.
 *
 * @param <I> a record: the input, whose JSON Schema is derived from it
 * @param <O> a record: the output
 */
public interface TaskFunction<I, O> {

  FunctionName name();

  Reach reach();

  Class<I> input();

  /**
   * Called on a virtual thread, outside any transaction; may be called again for the same task
   * after a crash.
   */
  O call(I input, CallContext context) throws FunctionFailedException;
}
