package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Turns a parsed program into expressions that run. */
final class Compiler {
  /**
   * Expressions inside each other, also along chains of operators; keeps compiling within a small
   * stack.
   */
  private static final int MAX_NESTING = 400;

  /**
   * Expressions nested no deeper than this in a function are covered by what counts as depth
   * anyway.
   */
  private static final int LIGHT_NESTING = 6;

  private static final Code IDENTITY = new Leaves.Identity();
  private static final Code NULL = new Leaves.Literal(Values.NULL);
  private static final Code EMPTY = new Leaves.Empty();

  private final String source;
  private final Builtins builtins;
  private int nesting;
  private int deepest;
  private int offset;

  Compiler(String source, Builtins builtins) {
    this.source = source;
    this.builtins = builtins;
  }

  /** Definitions that follow each other are no nesting. */
  Code compile(Ast program, Scope outer) {
    Ast ast = program;
    Scope scope = outer;
    while (ast instanceof Ast.Define define) {
      scope = define(define.function(), scope);
      ast = define.rest();
    }
    return expression(ast, scope);
  }

  private Code expression(Ast ast, Scope scope) {
    nesting++;
    deepest = Math.max(deepest, nesting);
    if (nesting > MAX_NESTING) {
      throw error(
          offset,
          "expressions are nested or chained more than "
              + MAX_NESTING
              + " deep. Split the program.");
    }
    Code code =
        switch (ast) {
          case Ast.Identity ignored -> IDENTITY;
          case Ast.Literal literal -> new Leaves.Literal(literal.value());
          case Ast.Text text -> new Leaves.Text(all(text.parts(), scope));
          case Ast.Format format -> format(format);
          case Ast.Index index -> index(index, scope);
          case Ast.Slice slice -> new Access.Index(compile(slice.term(), scope), key(slice, scope));
          case Ast.Iterate iterate -> new Access.Iterate(compile(iterate.term(), scope));
          case Ast.Forgiving forgiving -> forgiving(forgiving.access(), scope);
          case Ast.Pipe pipe ->
              pipe.stages().size() == 1
                  ? compile(pipe.stages().getFirst(), scope)
                  : new Flow.Pipe(all(pipe.stages(), scope));
          case Ast.Comma comma -> new Flow.Comma(all(comma.parts(), scope));
          case Ast.Negate negate -> negate(compile(negate.operand(), scope));
          case Ast.Binary binary ->
              new Operations.Binary(
                  binary.operator(), compile(binary.left(), scope), compile(binary.right(), scope));
          case Ast.And and ->
              new Flow.Logic(compile(and.left(), scope), compile(and.right(), scope), false);
          case Ast.Or or ->
              new Flow.Logic(compile(or.left(), scope), compile(or.right(), scope), true);
          case Ast.Alternative alternative ->
              new Flow.Alternative(
                  compile(alternative.left(), scope), compile(alternative.right(), scope));
          case Ast.Assign assign ->
              assign(assign.paths(), assign.value(), scope, (run, old, value) -> value);
          case Ast.Update update ->
              new Assignments.Update(
                  compile(update.paths(), scope), compile(update.change(), scope));
          case Ast.Operate operate -> {
            Operator operator = operate.operator();
            yield assign(
                operate.paths(),
                operate.value(),
                scope,
                (run, old, value) -> Arithmetic.apply(run, operator, old, value));
          }
          case Ast.Default assign ->
              assign(
                  assign.paths(),
                  assign.value(),
                  scope,
                  (run, old, value) -> Values.truthy(old) ? old : value);
          case Ast.If choice ->
              new Flow.If(
                  compile(choice.condition(), scope),
                  compile(choice.then(), scope),
                  optional(choice.otherwise(), scope, IDENTITY));
          case Ast.Try attempt ->
              new Flow.Try(
                  compile(attempt.body(), scope), optional(attempt.handler(), scope, EMPTY));
          case Ast.Reduce reduce -> reduce(reduce, scope);
          case Ast.Foreach foreach -> foreach(foreach, scope);
          case Ast.Bind bind -> {
            Set<String> names = variables(bind.patterns());
            yield new Bindings.Bind(
                compile(bind.source(), scope),
                destructuring(bind.patterns(), names, scope),
                compile(bind.body(), withVariables(names, scope)));
          }
          case Ast.Define define -> compile(define, scope);
          case Ast.Call call -> call(call, scope);
          case Ast.Variable variable -> variable(variable, scope);
          case Ast.Label label ->
              new Bindings.Label(compile(label.body(), checked(scope.label(label.name()))));
          case Ast.Break broken -> breakOut(broken, scope);
          case Ast.Collect collect ->
              new Construction.Collect(optional(collect.body(), scope, EMPTY));
          case Ast.Build build ->
              new Construction.Build(
                  all(build.entries().stream().map(Ast.Entry::key).toList(), scope),
                  all(build.entries().stream().map(Ast.Entry::value).toList(), scope));
        };
    nesting--;
    return code;
  }

  private Code[] all(List<Ast> asts, Scope scope) {
    Code[] codes = new Code[asts.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = compile(asts.get(i), scope);
    }
    return codes;
  }

  private Code optional(@Nullable Ast ast, Scope scope, Code absent) {
    return ast == null ? absent : compile(ast, scope);
  }

  private Code format(Ast.Format format) {
    Formats.Formatter formatter = Formats.find(format.name());
    if (formatter == null) {
      throw error(format.offset(), TermParser.unknownFormat(format.name()));
    }
    return new Operations.NativeCall(
        (run, input, arguments) -> Values.text(formatter.apply(run, input)), new Code[0]);
  }

  private Code index(Ast.Index index, Scope scope) {
    Code term = compile(index.term(), scope);
    if (index.key() instanceof Ast.Literal literal && literal.value() instanceof StringNode key) {
      return new Access.Field(term, key);
    }
    return new Access.Index(term, compile(index.key(), scope));
  }

  private Code key(Ast.Slice slice, Scope scope) {
    return new Access.SliceKey(
        optional(slice.from(), scope, NULL), optional(slice.to(), scope, NULL));
  }

  /**
   * The operands are evaluated outside of the {@code try}, and only the access itself within it.
   */
  private Code forgiving(Ast access, Scope scope) {
    return switch (access) {
      case Ast.Index index ->
          index.key() instanceof Ast.Literal literal && literal.value() instanceof StringNode key
              ? after(compile(index.term(), scope), new Access.Field(IDENTITY, key))
              : new Access.ForgivingIndex(
                  compile(index.term(), scope), compile(index.key(), scope));
      case Ast.Slice slice ->
          new Access.ForgivingIndex(compile(slice.term(), scope), key(slice, scope));
      case Ast.Iterate iterate ->
          after(compile(iterate.term(), scope), new Access.Iterate(IDENTITY));
      default -> throw new IllegalStateException("no access: " + access);
    };
  }

  private static Code after(Code term, Code access) {
    Code attempt = new Flow.Try(access, EMPTY);
    return term instanceof Leaves.Identity ? attempt : new Flow.Pipe(new Code[] {term, attempt});
  }

  private static Code negate(Code operand) {
    Code negated =
        new Operations.NativeCall(
            (run, input, arguments) -> Arithmetic.negate(run, arguments[0]), new Code[] {operand});
    return operand instanceof Leaves.Literal literal && literal.constant().isNumber()
        ? new Leaves.Literal(negated.value(new Run(Fuel.standard()), Env.EMPTY, Values.NULL))
        : negated;
  }

  private Code assign(
      Ast paths, Ast value, Scope scope, Assignments.Assign.Combination combination) {
    return new Assignments.Assign(compile(paths, scope), compile(value, scope), combination);
  }

  private Code reduce(Ast.Reduce reduce, Scope scope) {
    Set<String> names = variables(reduce.patterns());
    return new Bindings.Reduce(
        compile(reduce.source(), scope),
        destructuring(reduce.patterns(), names, scope),
        compile(reduce.init(), scope),
        compile(reduce.update(), withVariables(names, scope)));
  }

  private Code foreach(Ast.Foreach foreach, Scope scope) {
    Set<String> names = variables(foreach.patterns());
    Scope inner = withVariables(names, scope);
    return new Bindings.Foreach(
        compile(foreach.source(), scope),
        destructuring(foreach.patterns(), names, scope),
        compile(foreach.init(), scope),
        compile(foreach.update(), inner),
        optional(foreach.extract(), inner, IDENTITY));
  }

  private Scope withVariables(Set<String> names, Scope scope) {
    Scope inner = scope;
    for (String name : names) {
      inner = inner.variable(name);
    }
    return checked(inner);
  }

  private Scope checked(Scope scope) {
    if (scope.links() > Scope.MAX_LINKS) {
      throw error(
          offset,
          "more than " + Scope.MAX_LINKS + " names are visible at once. Use an object instead.");
    }
    return scope;
  }

  private static Set<String> variables(List<Ast.Pattern> patterns) {
    Set<String> names = new LinkedHashSet<>();
    patterns.forEach(pattern -> collectVariables(pattern, names));
    return names;
  }

  private static void collectVariables(Ast.Pattern pattern, Set<String> names) {
    switch (pattern) {
      case Ast.Pattern.Name name -> names.add(name.variable());
      case Ast.Pattern.Items items -> items.items().forEach(item -> collectVariables(item, names));
      case Ast.Pattern.Fields fields ->
          fields
              .fields()
              .forEach(field -> {
                if (field.variable() != null) {
                  names.add(field.variable());
                }
                if (field.pattern() != null) {
                  collectVariables(field.pattern(), names);
                }
              });
    }
  }

  private Destructuring destructuring(List<Ast.Pattern> patterns, Set<String> names, Scope scope) {
    List<String> slots = List.copyOf(names);
    List<Destructuring.Matcher> matchers = new ArrayList<>();
    for (Ast.Pattern pattern : patterns) {
      matchers.add(matcher(pattern, slots, scope));
    }
    boolean name = patterns.size() == 1 && patterns.getFirst() instanceof Ast.Pattern.Name;
    return new Destructuring(List.copyOf(matchers), slots.size(), name);
  }

  private Destructuring.Matcher matcher(Ast.Pattern pattern, List<String> slots, Scope scope) {
    return switch (pattern) {
      case Ast.Pattern.Name name -> Destructuring.name(slots.indexOf(name.variable()));
      case Ast.Pattern.Items items ->
          Destructuring.items(
              items.items().stream().map(item -> matcher(item, slots, scope)).toList());
      case Ast.Pattern.Fields fields ->
          Destructuring.fields(
              fields.fields().stream().map(field -> field(field, slots, scope)).toList());
    };
  }

  private Destructuring.Field field(Ast.Pattern.Field field, List<String> slots, Scope scope) {
    List<Destructuring.Matcher> matchers = new ArrayList<>();
    if (field.variable() != null) {
      matchers.add(Destructuring.name(slots.indexOf(field.variable())));
    }
    if (field.pattern() != null) {
      matchers.add(matcher(field.pattern(), slots, scope));
    }
    return new Destructuring.Field(compile(field.key(), scope), List.copyOf(matchers));
  }

  /** Compiles a function and returns the scope in which its name is known. */
  Scope define(Ast.Function definition, Scope scope) {
    offset = definition.offset();
    List<String> parameters = definition.parameters();
    boolean[] byValue = new boolean[parameters.size()];
    Calls.Function function = new Calls.Function(byValue);
    Scope named = scope.function(definition.name(), parameters.size(), function);
    Scope inner = named;
    for (int i = 0; i < byValue.length; i++) {
      byValue[i] = parameters.get(i).startsWith("$");
      inner = inner.argument(byValue[i] ? parameters.get(i).substring(1) : parameters.get(i));
    }
    for (int i = 0; i < byValue.length; i++) {
      if (byValue[i]) {
        inner = inner.variable(parameters.get(i).substring(1));
      }
    }
    function.complete(weighed(definition.body(), checked(inner)));
    return named;
  }

  /** Compiles what can be called, and tells it how much of the Java stack a call may need. */
  private Code weighed(Ast ast, Scope scope) {
    int outer = deepest;
    deepest = nesting;
    Code code = compile(ast, scope);
    code.weigh((deepest - nesting - LIGHT_NESTING) / 2);
    deepest = Math.max(outer, deepest);
    return code;
  }

  private Code call(Ast.Call call, Scope scope) {
    offset = call.offset();
    int arity = call.arguments().size();
    Scope found = scope.findCallable(call.name(), arity);
    if (found instanceof Scope.Argument argument) {
      return new Calls.Argument(scope.links() - argument.links());
    }
    Code[] arguments = new Code[arity];
    for (int i = 0; i < arity; i++) {
      arguments[i] = weighed(call.arguments().get(i), scope);
    }
    if (found instanceof Scope.Function function) {
      return new Calls.Call(function.function(), scope.links() - function.links(), arguments);
    }
    Code builtin = builtins.call(call.name(), arguments);
    if (builtin == null) {
      throw error(call.offset(), builtins.unknown(call.name(), arity));
    }
    return builtin;
  }

  private Code variable(Ast.Variable variable, Scope scope) {
    Scope.Variable found = scope.findVariable(variable.name());
    if (found == null) {
      throw error(
          variable.offset(),
          "$"
              + variable.name()
              + " is not defined. Bind it with 'as', or check the names of the variables passed in.");
    }
    return new Leaves.Variable(scope.links() - found.links());
  }

  private Code breakOut(Ast.Break broken, Scope scope) {
    Scope.Label label = scope.findLabel(broken.name());
    if (label == null) {
      throw error(
          broken.offset(),
          "$*label-"
              + broken.name()
              + " is not defined. Put 'label $"
              + broken.name()
              + " |' around it.");
    }
    return new Bindings.Break(scope.links() - label.links());
  }

  private JqSyntaxException error(int at, String problem) {
    return new JqSyntaxException(Position.of(source, Math.min(at, source.length())), problem);
  }

  /** The variables passed in from outside, in the order in which their values are given. */
  static Scope scopeOf(List<String> variables) {
    Scope scope = new Scope.Root();
    for (String name : variables) {
      scope = scope.variable(name);
    }
    return scope;
  }
}
