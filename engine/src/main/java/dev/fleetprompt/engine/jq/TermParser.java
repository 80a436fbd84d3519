package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/** Parses terms with their suffixes, and the forms that begin with a keyword. */
final class TermParser {
  private static final Ast IDENTITY = new Ast.Identity();

  private final TokenCursor tokens;
  private final Parser parser;
  private final PatternParser patterns;

  TermParser(TokenCursor tokens, Parser parser) {
    this.tokens = tokens;
    this.parser = parser;
    this.patterns = new PatternParser(tokens, parser, this);
  }

  /** What may stand left or right of an operator. */
  Ast operand() {
    if (tokens.takeSymbol("-")) {
      parser.enter();
      Ast negated = new Ast.Negate(operand());
      parser.leave();
      return negated;
    }
    if (tokens.peek().keyword("def")) {
      Ast.Function function = parser.function();
      return new Ast.Define(function, parser.pipe());
    }
    if (tokens.takeKeyword("label")) {
      String name = tokens.expect(Token.Kind.VARIABLE, "a label name such as $out");
      tokens.expectSymbol("|", "after the label");
      return new Ast.Label(name, parser.pipe());
    }
    Ast term = postfix();
    if (tokens.takeKeyword("as")) {
      List<Ast.Pattern> alternatives = patterns.alternatives();
      tokens.expectSymbol("|", "after the variables");
      return new Ast.Bind(term, alternatives, parser.pipe());
    }
    return term;
  }

  /** A term with its suffixes, as {@code try}, {@code reduce} and {@code foreach} take it. */
  Ast postfix() {
    Ast term = primary();
    while (true) {
      Token token = tokens.peek();
      if (token.kind() == Token.Kind.FIELD) {
        tokens.take();
        term = index(term, token.text());
      } else if (token.symbol(".")) {
        tokens.take();
        if (tokens.is(Token.Kind.QUOTE_OPEN)) {
          term = new Ast.Index(term, string("text"));
        } else if (!tokens.isSymbol("[")) {
          throw tokens.unexpected("a field name, a string or '[' after '.'");
        }
      } else if (token.symbol("[")) {
        tokens.take();
        term = bracket(term);
      } else if (token.symbol("?")) {
        tokens.take();
        term = forgiving(term);
      } else if (token.symbol("?//")) {
        tokens.replace(new Token(Token.Kind.SYMBOL, "//", token.offset() + 1));
        term = forgiving(term);
      } else {
        return term;
      }
    }
  }

  private static Ast forgiving(Ast term) {
    return term instanceof Ast.Index || term instanceof Ast.Slice || term instanceof Ast.Iterate
        ? new Ast.Forgiving(term)
        : new Ast.Try(term, null);
  }

  private static Ast index(Ast term, String field) {
    return new Ast.Index(term, new Ast.Literal(StringNode.valueOf(field)));
  }

  private Ast bracket(Ast term) {
    if (tokens.takeSymbol("]")) {
      return new Ast.Iterate(term);
    }
    if (tokens.takeSymbol(":")) {
      Ast to = parser.pipe();
      tokens.expectSymbol("]", "to close the slice");
      return new Ast.Slice(term, null, to);
    }
    Ast from = parser.pipe();
    if (tokens.takeSymbol(":")) {
      Ast to = tokens.isSymbol("]") ? null : parser.pipe();
      tokens.expectSymbol("]", "to close the slice");
      return new Ast.Slice(term, from, to);
    }
    tokens.expectSymbol("]", "to close the index");
    return new Ast.Index(term, from);
  }

  private Ast primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER -> number(tokens.take());
      case QUOTE_OPEN -> string("text");
      case FORMAT -> format(tokens.take());
      case FIELD -> index(IDENTITY, tokens.take().text());
      case VARIABLE -> variable(tokens.take());
      case NAME -> call(tokens.take());
      case KEYWORD -> keyword(token);
      case SYMBOL -> symbol(token);
      case TEXT, INTERPOLATION_OPEN, INTERPOLATION_CLOSE, QUOTE_CLOSE, END ->
          throw tokens.unexpected("an expression");
    };
  }

  private Ast number(Token token) {
    try {
      return new Ast.Literal(Numbers.literal(token.text()));
    } catch (JqException | NumberFormatException e) {
      throw tokens.error(
          token.offset(),
          "this number is too large or too long. Keep its exponent within "
              + Numbers.MAX_EXPONENT
              + " and its digits within "
              + Numbers.MAX_DIGITS
              + ".");
    }
  }

  private Ast variable(Token token) {
    if (token.text().equals("__loc__") || token.text().equals("ENV")) {
      throw tokens.error(
          token.offset(),
          "$" + token.text() + " is not available here. Pass the value as input or variable.");
    }
    return new Ast.Variable(token.text(), token.offset());
  }

  private Ast format(Token token) {
    if (tokens.is(Token.Kind.QUOTE_OPEN)) {
      if (!Formats.known(token.text())) {
        throw tokens.error(token.offset(), unknownFormat(token.text()));
      }
      return string(token.text());
    }
    return new Ast.Format(token.text(), token.offset());
  }

  static String unknownFormat(String name) {
    return "@" + name + " is not a known format. Use one of " + Formats.names() + ".";
  }

  private Ast call(Token name) {
    List<Ast> arguments = new ArrayList<>();
    if (tokens.takeSymbol("(")) {
      do {
        arguments.add(parser.pipe());
      } while (tokens.takeSymbol(";"));
      tokens.expectSymbol(")", "to close the arguments of " + name.text());
    } else if (name.text().equals("break") && tokens.is(Token.Kind.VARIABLE)) {
      return new Ast.Break(tokens.take().text(), name.offset());
    }
    return new Ast.Call(name.text(), List.copyOf(arguments), name.offset());
  }

  private Ast symbol(Token token) {
    switch (token.text()) {
      case "." -> {
        tokens.take();
        return tokens.is(Token.Kind.QUOTE_OPEN)
            ? new Ast.Index(IDENTITY, string("text"))
            : IDENTITY;
      }
      case ".." -> {
        tokens.take();
        return new Ast.Call("recurse", List.of(), token.offset());
      }
      case "(" -> {
        tokens.take();
        Ast inner = parser.pipe();
        tokens.expectSymbol(")", "to close the parenthesis");
        return new Ast.Pipe(List.of(inner));
      }
      case "[" -> {
        tokens.take();
        if (tokens.takeSymbol("]")) {
          return new Ast.Collect(null);
        }
        Ast inner = parser.pipe();
        tokens.expectSymbol("]", "to close the array");
        return new Ast.Collect(inner);
      }
      case "{" -> {
        tokens.take();
        return object();
      }
      default -> throw tokens.unexpected("an expression");
    }
  }

  private Ast keyword(Token token) {
    tokens.take();
    return switch (token.text()) {
      case "if" -> conditional();
      case "try" -> attempt();
      case "reduce" -> reduce();
      case "foreach" -> foreach();
      case "import", "include" ->
          throw tokens.error(
              token.offset(),
              "modules are not available. Define the function in this program with 'def'.");
      case "__loc__" -> throw tokens.error(token.offset(), "__loc__ is not available here.");
      default ->
          throw tokens.error(token.offset(), "'" + token.text() + "' cannot begin an expression.");
    };
  }

  private Ast conditional() {
    parser.enter();
    Ast condition = parser.pipe();
    tokens.expectKeyword("then", "after the condition");
    Ast then = parser.pipe();
    Ast otherwise = null;
    if (tokens.takeKeyword("elif")) {
      otherwise = conditional();
    } else {
      if (tokens.takeKeyword("else")) {
        otherwise = parser.pipe();
      }
      tokens.expectKeyword("end", "to close 'if'");
    }
    parser.leave();
    return new Ast.If(condition, then, otherwise);
  }

  private Ast attempt() {
    parser.enter();
    Ast body = attempted();
    Ast handler = tokens.takeKeyword("catch") ? attempted() : null;
    parser.leave();
    return new Ast.Try(body, handler);
  }

  private Ast attempted() {
    if (tokens.takeSymbol("-")) {
      return new Ast.Negate(postfix());
    }
    return postfix();
  }

  private Ast reduce() {
    Ast source = postfix();
    tokens.expectKeyword("as", "after the source of 'reduce'");
    List<Ast.Pattern> alternatives = patterns.alternatives();
    tokens.expectSymbol("(", "before the initial value");
    Ast init = parser.pipe();
    tokens.expectSymbol(";", "after the initial value");
    Ast update = parser.pipe();
    tokens.expectSymbol(")", "to close 'reduce'");
    return new Ast.Reduce(source, alternatives, init, update);
  }

  private Ast foreach() {
    Ast source = postfix();
    tokens.expectKeyword("as", "after the source of 'foreach'");
    List<Ast.Pattern> alternatives = patterns.alternatives();
    tokens.expectSymbol("(", "before the initial value");
    Ast init = parser.pipe();
    tokens.expectSymbol(";", "after the initial value");
    Ast update = parser.pipe();
    Ast extract = tokens.takeSymbol(";") ? parser.pipe() : null;
    tokens.expectSymbol(")", "to close 'foreach'");
    return new Ast.Foreach(source, alternatives, init, update, extract);
  }

  /** A string; without interpolation it is a literal. */
  Ast string(String format) {
    tokens.expect(Token.Kind.QUOTE_OPEN, "a string");
    List<Ast> parts = new ArrayList<>();
    boolean plain = true;
    while (!tokens.is(Token.Kind.QUOTE_CLOSE)) {
      if (tokens.is(Token.Kind.TEXT)) {
        parts.add(new Ast.Literal(StringNode.valueOf(tokens.take().text())));
      } else {
        tokens.expect(Token.Kind.INTERPOLATION_OPEN, "text or an interpolation");
        int offset = tokens.peek().offset();
        parts.add(new Ast.Pipe(List.of(parser.pipe(), new Ast.Format(format, offset))));
        tokens.expect(Token.Kind.INTERPOLATION_CLOSE, "')' to close the interpolation");
        plain = false;
      }
    }
    tokens.take();
    if (plain) {
      return parts.isEmpty() ? new Ast.Literal(StringNode.valueOf("")) : parts.getFirst();
    }
    return new Ast.Text(List.copyOf(parts));
  }

  private Ast object() {
    List<Ast.Entry> entries = new ArrayList<>();
    while (!tokens.takeSymbol("}")) {
      entries.add(entry());
      if (!tokens.takeSymbol(",") && !tokens.isSymbol("}")) {
        throw tokens.unexpected("',' or '}' in the object");
      }
    }
    return new Ast.Build(List.copyOf(entries));
  }

  private Ast.Entry entry() {
    Token token = tokens.peek();
    switch (token.kind()) {
      case VARIABLE -> {
        tokens.take();
        Ast key = new Ast.Literal(StringNode.valueOf(token.text()));
        return tokens.takeSymbol(":")
            ? new Ast.Entry(variable(token), parser.entryValue())
            : new Ast.Entry(key, variable(token));
      }
      case NAME, KEYWORD -> {
        tokens.take();
        return keyed(new Ast.Literal(StringNode.valueOf(token.text())), true);
      }
      case NUMBER -> {
        tokens.take();
        return keyed(number(token), false);
      }
      case QUOTE_OPEN -> {
        return keyed(string("text"), true);
      }
      case FORMAT -> {
        tokens.take();
        return keyed(format(token), true);
      }
      default -> {
        tokens.expectSymbol("(", "or a name to begin a key");
        Ast key = parser.pipe();
        tokens.expectSymbol(")", "to close the key");
        return keyed(key, false);
      }
    }
  }

  private Ast.Entry keyed(Ast key, boolean mayStandAlone) {
    if (tokens.takeSymbol(":")) {
      return new Ast.Entry(key, parser.entryValue());
    }
    if (!mayStandAlone) {
      throw tokens.unexpected("':' after the key");
    }
    return new Ast.Entry(key, new Ast.Index(IDENTITY, key));
  }
}
