package dev.fleetprompt.engine.jq;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The functions every program knows: those written in Java, and those written in jq in {@link
 * Prelude}.
 */
final class Builtins {
  /** Left out on purpose: what they return depends on when, where and how an evaluation runs. */
  private static final Set<String> REFUSED =
      Set.of(
          "now",
          "env",
          "input",
          "inputs",
          "input_filename",
          "input_line_number",
          "debug",
          "stderr",
          "localtime",
          "strflocaltime",
          "modulemeta",
          "get_search_list",
          "halt",
          "getenv",
          "builtins");

  /**
   * Makes the code of a call from the code of its arguments, or declines in favour of a definition
   * in jq.
   */
  @FunctionalInterface
  interface Form {
    @Nullable Code of(Code[] arguments);
  }

  private static final class Holder {
    static final Builtins ALL = load();
  }

  private final Map<String, Form> forms = new HashMap<>();
  private final Map<String, Calls.Function> functions = new HashMap<>();

  private Builtins() {}

  static Builtins all() {
    return Holder.ALL;
  }

  private static Builtins load() {
    Builtins builtins = new Builtins();
    ControlFunctions.register(builtins);
    ValueFunctions.register(builtins);
    MathFunctions.register(builtins);
    Strings.register(builtins);
    Arrays.register(builtins);
    Objects.register(builtins);
    Regexes.register(builtins);
    Dates.register(builtins);
    builtins.loadPrelude();
    builtins.warmUp();
    return builtins;
  }

  /**
   * Initializes what has static state now, while the stack is shallow: a class whose initialization
   * overflows the stack stays broken for ever.
   */
  private void warmUp() {
    String source =
        """
        try (("A" | test("\\\\pL"; "i")), (0 | todate | fromdate), ([1, {a: 0.5}] | tojson | fromjson | .. |= .),
          (label $out | first(1, break $out)), error) catch .
        """;
    Code code = new Compiler(source, this).compile(Parser.parse(source), new Scope.Root());
    code.each(new Run(Fuel.standard()), Env.EMPTY, Values.NULL, value -> {});
  }

  private void loadPrelude() {
    Compiler compiler = new Compiler(Prelude.SOURCE, this);
    for (Ast.Function definition : Parser.parseLibrary(Prelude.SOURCE)) {
      Scope scope = compiler.define(definition, new Scope.Root());
      if (scope instanceof Scope.Function function) {
        functions.put(key(function.name(), function.arity()), function.function());
      }
    }
  }

  void form(String name, int arity, Form form) {
    forms.put(key(name, arity), form);
  }

  void value(String name, int arity, Operations.Native function) {
    form(name, arity, arguments -> new Operations.NativeCall(function, arguments));
  }

  private static String key(String name, int arity) {
    return name + "/" + arity;
  }

  /** The code of a call, or null if there is no such function. */
  @Nullable Code call(String name, Code[] arguments) {
    String key = key(name, arguments.length);
    Form form = forms.get(key);
    Code code = form == null ? null : form.of(arguments);
    if (code != null) {
      return code;
    }
    Calls.Function function = functions.get(key);
    return function == null ? null : new Calls.Call(function, Calls.FROM_ROOT, arguments);
  }

  String unknown(String name, int arity) {
    if (REFUSED.contains(name)) {
      return name
          + " is not available here, so that an evaluation always gives the same result. Pass what you need as"
          + " input or as a variable.";
    }
    Set<Integer> arities = new TreeSet<>();
    for (int i = 0; i < 8; i++) {
      if (forms.containsKey(key(name, i)) || functions.containsKey(key(name, i))) {
        arities.add(i);
      }
    }
    return arities.isEmpty()
        ? name + "/" + arity + " is not defined. Check its spelling, or define it with 'def'."
        : name
            + "/"
            + arity
            + " is not defined: "
            + name
            + " takes "
            + arities
            + " arguments, separated by ';'.";
  }
}
