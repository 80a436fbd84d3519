package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/** Parses what stands after {@code as}. */
final class PatternParser {
  private final TokenCursor tokens;
  private final Parser parser;
  private final TermParser terms;

  PatternParser(TokenCursor tokens, Parser parser, TermParser terms) {
    this.tokens = tokens;
    this.parser = parser;
    this.terms = terms;
  }

  List<Ast.Pattern> alternatives() {
    List<Ast.Pattern> alternatives = new ArrayList<>();
    do {
      alternatives.add(pattern());
    } while (tokens.takeSymbol("?//"));
    return List.copyOf(alternatives);
  }

  private Ast.Pattern pattern() {
    parser.enter();
    try {
      if (tokens.is(Token.Kind.VARIABLE)) {
        return new Ast.Pattern.Name(tokens.take().text());
      }
      if (tokens.takeSymbol("[")) {
        List<Ast.Pattern> items = new ArrayList<>();
        do {
          items.add(pattern());
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol("]", "to close the array pattern");
        return new Ast.Pattern.Items(List.copyOf(items));
      }
      tokens.expectSymbol("{", "or '[' or a variable such as $x");
      List<Ast.Pattern.Field> fields = new ArrayList<>();
      do {
        fields.add(field());
      } while (tokens.takeSymbol(","));
      tokens.expectSymbol("}", "to close the object pattern");
      return new Ast.Pattern.Fields(List.copyOf(fields));
    } finally {
      parser.leave();
    }
  }

  private Ast.Pattern.Field field() {
    Token token = tokens.peek();
    if (token.kind() == Token.Kind.VARIABLE) {
      tokens.take();
      Ast key = new Ast.Literal(StringNode.valueOf(token.text()));
      return new Ast.Pattern.Field(key, token.text(), tokens.takeSymbol(":") ? pattern() : null);
    }
    Ast key = key(token);
    tokens.expectSymbol(":", "after the key");
    return new Ast.Pattern.Field(key, null, pattern());
  }

  private Ast key(Token token) {
    switch (token.kind()) {
      case NAME, KEYWORD -> {
        return new Ast.Literal(StringNode.valueOf(tokens.take().text()));
      }
      case QUOTE_OPEN -> {
        return terms.string("text");
      }
      default -> {
        tokens.expectSymbol("(", "or a name to begin a key");
        Ast key = parser.pipe();
        tokens.expectSymbol(")", "to close the key");
        return key;
      }
    }
  }
}
