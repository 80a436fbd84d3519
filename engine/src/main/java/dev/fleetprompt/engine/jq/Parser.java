package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses expressions by precedence climbing; {@link TermParser} parses what stands between the
 * operators.
 */
final class Parser {
  /**
   * Brackets, functions and conditionals inside each other; keeps the parser's own recursion within
   * a small stack.
   */
  private static final int MAX_NESTING = 300;

  private static final int COMMA_FREE = 2;

  private record Infix(int precedence, boolean rightAssociative, boolean chains) {}

  private static final Infix COMPARISON = new Infix(6, false, false);
  private static final Infix ASSIGNMENT = new Infix(3, false, false);

  private static final Map<String, Infix> INFIX =
      Map.ofEntries(
          Map.entry("//", new Infix(2, true, true)),
          Map.entry("=", ASSIGNMENT),
          Map.entry("|=", ASSIGNMENT),
          Map.entry("+=", ASSIGNMENT),
          Map.entry("-=", ASSIGNMENT),
          Map.entry("*=", ASSIGNMENT),
          Map.entry("/=", ASSIGNMENT),
          Map.entry("%=", ASSIGNMENT),
          Map.entry("//=", ASSIGNMENT),
          Map.entry("or", new Infix(4, false, true)),
          Map.entry("and", new Infix(5, false, true)),
          Map.entry("==", COMPARISON),
          Map.entry("!=", COMPARISON),
          Map.entry("<", COMPARISON),
          Map.entry("<=", COMPARISON),
          Map.entry(">", COMPARISON),
          Map.entry(">=", COMPARISON),
          Map.entry("+", new Infix(7, false, true)),
          Map.entry("-", new Infix(7, false, true)),
          Map.entry("*", new Infix(8, false, true)),
          Map.entry("/", new Infix(8, false, true)),
          Map.entry("%", new Infix(8, false, true)));

  private final TokenCursor tokens;
  private final TermParser terms;
  private int nesting;

  private Parser(String source) {
    this.tokens = new TokenCursor(source);
    this.terms = new TermParser(tokens, this);
  }

  static Ast parse(String source) {
    Parser parser = new Parser(source);
    if (parser.tokens.is(Token.Kind.END)) {
      return new Ast.Identity();
    }
    Ast program = parser.pipe();
    if (!parser.tokens.is(Token.Kind.END)) {
      throw parser.tokens.unexpected("an operator or the end of the program");
    }
    return program;
  }

  /** The functions of a library: definitions and nothing after them. */
  static List<Ast.Function> parseLibrary(String source) {
    Parser parser = new Parser(source);
    List<Ast.Function> functions = new ArrayList<>();
    while (!parser.tokens.is(Token.Kind.END)) {
      functions.add(parser.function());
    }
    return functions;
  }

  /** A whole expression: definitions, pipes, commas. */
  Ast pipe() {
    return pipe(true);
  }

  /** The value of an object's entry: everything but a comma. */
  Ast entryValue() {
    return pipe(false);
  }

  private Ast pipe(boolean commas) {
    enter();
    List<Ast.Function> functions = new ArrayList<>();
    while (tokens.peek().keyword("def")) {
      functions.add(function());
    }
    List<Ast> stages = new ArrayList<>();
    stages.add(commas ? comma() : infix(COMMA_FREE));
    while (tokens.takeSymbol("|")) {
      if (tokens.peek().keyword("def")) {
        stages.add(pipe(commas));
        break;
      }
      stages.add(commas ? comma() : infix(COMMA_FREE));
    }
    Ast result = stages.size() == 1 ? stages.getFirst() : new Ast.Pipe(List.copyOf(stages));
    for (Ast.Function function : functions.reversed()) {
      result = new Ast.Define(function, result);
    }
    leave();
    return result;
  }

  private Ast comma() {
    Ast first = infix(COMMA_FREE);
    if (!tokens.isSymbol(",")) {
      return first;
    }
    List<Ast> parts = new ArrayList<>();
    parts.add(first);
    while (tokens.takeSymbol(",")) {
      parts.add(infix(COMMA_FREE));
    }
    return new Ast.Comma(List.copyOf(parts));
  }

  private Ast infix(int weakest) {
    enter();
    Ast left = terms.operand();
    int bound = Integer.MAX_VALUE;
    while (true) {
      Token token = tokens.peek();
      Infix infix = infixOf(token);
      if (infix == null || infix.precedence() < weakest) {
        leave();
        return left;
      }
      if (infix.precedence() >= bound) {
        throw tokens.error(
            token.offset(), "'" + token.text() + "' cannot be chained. Add parentheses.");
      }
      tokens.take();
      Ast right = infix(infix.rightAssociative() ? infix.precedence() : infix.precedence() + 1);
      left = combine(token.text(), left, right);
      bound = infix.chains() ? Integer.MAX_VALUE : infix.precedence();
    }
  }

  private static @Nullable Infix infixOf(Token token) {
    return token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.KEYWORD
        ? INFIX.get(token.text())
        : null;
  }

  private static Ast combine(String symbol, Ast left, Ast right) {
    return switch (symbol) {
      case "//" -> new Ast.Alternative(left, right);
      case "=" -> new Ast.Assign(left, right);
      case "|=" -> new Ast.Update(left, right);
      case "//=" -> new Ast.Default(left, right);
      case "or" -> new Ast.Or(left, right);
      case "and" -> new Ast.And(left, right);
      case "==" -> new Ast.Binary(Operator.EQUAL, left, right);
      case "!=" -> new Ast.Binary(Operator.NOT_EQUAL, left, right);
      case "<" -> new Ast.Binary(Operator.LESS, left, right);
      case "<=" -> new Ast.Binary(Operator.LESS_OR_EQUAL, left, right);
      case ">" -> new Ast.Binary(Operator.GREATER, left, right);
      case ">=" -> new Ast.Binary(Operator.GREATER_OR_EQUAL, left, right);
      case "+=", "-=", "*=", "/=", "%=" ->
          new Ast.Operate(arithmetic(symbol.charAt(0)), left, right);
      default -> new Ast.Binary(arithmetic(symbol.charAt(0)), left, right);
    };
  }

  private static Operator arithmetic(char symbol) {
    return switch (symbol) {
      case '+' -> Operator.ADD;
      case '-' -> Operator.SUBTRACT;
      case '*' -> Operator.MULTIPLY;
      case '/' -> Operator.DIVIDE;
      case '%' -> Operator.REMAINDER;
      default -> throw new IllegalArgumentException("no operator " + symbol);
    };
  }

  Ast.Function function() {
    tokens.expectKeyword("def", "to begin a function");
    int offset = tokens.peek().offset();
    Token name = tokens.peek();
    if (name.kind() != Token.Kind.NAME && name.kind() != Token.Kind.KEYWORD) {
      throw tokens.unexpected("a function name");
    }
    tokens.take();
    List<String> parameters = new ArrayList<>();
    if (tokens.takeSymbol("(")) {
      do {
        Token parameter = tokens.peek();
        if (parameter.kind() == Token.Kind.VARIABLE) {
          parameters.add("$" + tokens.take().text());
        } else {
          parameters.add(tokens.expect(Token.Kind.NAME, "a parameter name"));
        }
      } while (tokens.takeSymbol(";"));
      tokens.expectSymbol(")", "to close the parameters");
    }
    tokens.expectSymbol(":", "before the function's body");
    Ast body = pipe();
    tokens.expectSymbol(";", "to end the definition");
    return new Ast.Function(name.text(), List.copyOf(parameters), body, offset);
  }

  void enter() {
    if (++nesting > MAX_NESTING) {
      throw tokens.error(
          tokens.peek().offset(),
          "nested more than " + MAX_NESTING + " levels deep. Move parts into functions.");
    }
  }

  void leave() {
    nesting--;
  }
}
