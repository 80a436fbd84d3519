package dev.fleetprompt.engine.workflow;

import dev.fleetprompt.engine.jq.Fuel;
import dev.fleetprompt.engine.jq.JqProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A compiled runtime expression. */
public final class Expression {

  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
  private static final int SHOWN = 100;

  private final String source;
  private final JqProgram program;
  private final List<String> variables;

  private Expression(String source, JqProgram program, List<String> variables) {
    this.source = source;
    this.program = program;
    this.variables = variables;
  }

  static Expression compile(String source, Set<String> variables) {
    List<String> mentioned = mentioned(source, variables);
    return new Expression(source.strip(), JqProgram.compile(source, mentioned), mentioned);
  }

  /** The variables to pass; one too many, as in a text or a comment, does no harm. */
  private static List<String> mentioned(String source, Set<String> variables) {
    return VARIABLE
        .matcher(source)
        .results()
        .map(result -> result.group(1))
        .filter(variables::contains)
        .distinct()
        .toList();
  }

  /**
   * All results for a value.
   *
   * @param variables asked only for variables that the expression mentions
   * @throws dev.fleetprompt.engine.jq.JqException when the expression fails
   * @throws dev.fleetprompt.engine.jq.FuelExhaustedException when it needs more than its fuel
   */
  public List<JsonNode> evaluate(JsonNode value, Function<String, JsonNode> variables, Fuel fuel) {
    if (this.variables.isEmpty()) {
      return program.evaluate(value, Map.of(), fuel);
    }
    Map<String, JsonNode> bound = HashMap.newHashMap(this.variables.size());
    for (String name : this.variables) {
      bound.put(name, variables.apply(name));
    }
    return program.evaluate(value, bound, fuel);
  }

  /** The expression as it was written, without the enclosing <code>${ }</code>. */
  public String source() {
    return source;
  }

  /** The source, shortened when it is long. */
  @Override
  public String toString() {
    return source.length() <= SHOWN ? source : source.substring(0, SHOWN) + "…";
  }
}
