package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A compiled jq program: immutable and thread safe. The same input, variables and limits always
 * give the same results.
 *
 * <p>Evaluations run on the calling thread, within their {@link Fuel}, and do not change their
 * input; results may share parts with it, so neither may be changed afterwards. Numbers are exact
 * decimals: sums, differences and products are exact, quotients have 34 digits. NaN and infinities
 * appear in results as {@code null} and the greatest double.
 */
public final class JqProgram {
  /** The longest program in characters. */
  public static final int MAX_LENGTH = 64 * 1024;

  private final String source;
  private final List<String> variables;
  private final Code code;

  private JqProgram(String source, List<String> variables, Code code) {
    this.source = source;
    this.variables = variables;
    this.code = code;
  }

  /**
   * Compiles a program without variables.
   *
   * @throws JqSyntaxException if it is not a program, uses what is not available, or is too long or
   *     too deeply nested
   */
  public static JqProgram compile(String source) {
    return compile(source, List.of());
  }

  /**
   * Compiles a program.
   *
   * @param variables names, without the {@code $}, that every evaluation gives values for
   * @throws JqSyntaxException if it is not a program, uses what is not available, or is too long or
   *     too deeply nested
   */
  public static JqProgram compile(String source, Collection<String> variables) {
    if (source.length() > MAX_LENGTH) {
      throw new JqSyntaxException(
          Position.START,
          "the program has %,d characters; at most %,d are allowed. Split it over several tasks."
              .formatted(source.length(), MAX_LENGTH));
    }
    List<String> names = List.copyOf(variables);
    if (names.size() > Scope.MAX_LINKS / 2) {
      throw new JqSyntaxException(
          Position.START, "too many variables are passed in. Pass one object instead.");
    }
    Builtins builtins = Builtins.all();
    try {
      Ast ast = Parser.parse(source);
      Code code = new Compiler(source, builtins).compile(ast, Compiler.scopeOf(names));
      return new JqProgram(source, names, code);
    } catch (StackOverflowError e) {
      throw new JqSyntaxException(
          Position.START, "the program is nested too deeply for this thread's stack. Split it.");
    }
  }

  /** The program's text. */
  public String source() {
    return source;
  }

  /** The names of its variables, without the {@code $}. */
  public List<String> variables() {
    return variables;
  }

  /**
   * All results, in order.
   *
   * @param values a value for each variable; those missing are null
   * @throws JqException if the program ends in an error
   * @throws FuelExhaustedException if it needs more than its fuel
   */
  public List<JsonNode> evaluate(JsonNode input, Map<String, JsonNode> values, Fuel fuel) {
    List<JsonNode> results = new ArrayList<>();
    forEach(input, values, fuel, results::add);
    return results;
  }

  /**
   * The first result, if there is one; the rest is not evaluated.
   *
   * @throws JqException if the program ends in an error before its first result
   * @throws FuelExhaustedException if it needs more than its fuel
   */
  public Optional<JsonNode> first(JsonNode input, Map<String, JsonNode> values, Fuel fuel) {
    JsonNode[] first = new JsonNode[1];
    evaluate(
        values,
        fuel,
        (run, env) ->
            Codes.whileWanted(
                run,
                code,
                env,
                input,
                value -> {
                  first[0] = Results.checked(run, fuel, value);
                  return false;
                }));
    return Optional.ofNullable(first[0]);
  }

  /**
   * Hands out the results one by one as they arise. What the consumer throws ends the evaluation
   * and is passed on.
   *
   * @throws JqException if the program ends in an error; results before it were handed out
   * @throws FuelExhaustedException if it needs more than its fuel; results before it were handed
   *     out
   */
  public void forEach(
      JsonNode input, Map<String, JsonNode> values, Fuel fuel, Consumer<JsonNode> consumer) {
    evaluate(
        values,
        fuel,
        (run, env) ->
            code.each(
                run, env, input, value -> consumer.accept(Results.checked(run, fuel, value))));
  }

  @FunctionalInterface
  private interface Evaluation {
    void run(Run run, Env env);
  }

  private void evaluate(Map<String, JsonNode> values, Fuel fuel, Evaluation evaluation) {
    Run run = new Run(fuel);
    Env env = Env.EMPTY;
    for (String name : variables) {
      env = new Env(env, values.getOrDefault(name, Values.NULL));
    }
    try {
      evaluation.run(run, env);
    } catch (StackOverflowError e) {
      throw run.exhausted(FuelExhaustedException.Budget.DEPTH);
    } finally {
      run.settle(fuel);
    }
  }
}
