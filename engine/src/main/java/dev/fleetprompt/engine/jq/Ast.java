package dev.fleetprompt.engine.jq;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A parsed program. Operands are evaluated against the input of the whole expression, as in jq. */
sealed interface Ast {
  record Identity() implements Ast {}

  record Literal(JsonNode value) implements Ast {}

  /** A string with interpolations: the texts that its parts yield, one after the other. */
  record Text(List<Ast> parts) implements Ast {}

  record Format(String name, int offset) implements Ast {}

  record Index(Ast term, Ast key) implements Ast {}

  record Slice(Ast term, @Nullable Ast from, @Nullable Ast to) implements Ast {}

  record Iterate(Ast term) implements Ast {}

  /**
   * An index, slice or iteration followed by {@code ?}: forgives a value of the wrong type, but no
   * error of its operands.
   */
  record Forgiving(Ast access) implements Ast {}

  record Pipe(List<Ast> stages) implements Ast {}

  record Comma(List<Ast> parts) implements Ast {}

  record Negate(Ast operand) implements Ast {}

  record Binary(Operator operator, Ast left, Ast right) implements Ast {}

  record And(Ast left, Ast right) implements Ast {}

  record Or(Ast left, Ast right) implements Ast {}

  record Alternative(Ast left, Ast right) implements Ast {}

  record Assign(Ast paths, Ast value) implements Ast {}

  record Update(Ast paths, Ast change) implements Ast {}

  /** {@code paths op= value}. */
  record Operate(Operator operator, Ast paths, Ast value) implements Ast {}

  record Default(Ast paths, Ast value) implements Ast {}

  record If(Ast condition, Ast then, @Nullable Ast otherwise) implements Ast {}

  record Try(Ast body, @Nullable Ast handler) implements Ast {}

  record Reduce(Ast source, List<Pattern> patterns, Ast init, Ast update) implements Ast {}

  record Foreach(Ast source, List<Pattern> patterns, Ast init, Ast update, @Nullable Ast extract)
      implements Ast {}

  record Bind(Ast source, List<Pattern> patterns, Ast body) implements Ast {}

  record Define(Function function, Ast rest) implements Ast {}

  record Call(String name, List<Ast> arguments, int offset) implements Ast {}

  record Variable(String name, int offset) implements Ast {}

  record Label(String name, Ast body) implements Ast {}

  record Break(String name, int offset) implements Ast {}

  record Collect(@Nullable Ast body) implements Ast {}

  record Build(List<Entry> entries) implements Ast {}

  /** One entry of an object; its key is an expression too. */
  record Entry(Ast key, Ast value) {}

  record Function(String name, List<String> parameters, Ast body, int offset) {}

  /** What {@code as} destructures into. */
  sealed interface Pattern {
    record Name(String variable) implements Pattern {}

    record Items(List<Pattern> items) implements Pattern {}

    record Fields(List<Field> fields) implements Pattern {}

    /**
     * {@code variable} is bound to the whole field, {@code pattern} destructures it; at least one
     * of them is there.
     */
    record Field(Ast key, @Nullable String variable, @Nullable Pattern pattern) {}
  }
}
