package dev.fleetprompt.engine.jq;

import java.util.List;

/** Walks over the tokens of a program and reports what was expected where. */
final class TokenCursor {
  private final String source;
  private final List<Token> tokens;
  private int at;

  TokenCursor(String source) {
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Replaces the current token by a shorter one that ends at the same place. */
  void replace(Token shorter) {
    tokens.set(at, shorter);
  }

  boolean is(Token.Kind kind) {
    return peek().kind() == kind;
  }

  boolean isSymbol(String symbol) {
    return peek().symbol(symbol);
  }

  boolean takeSymbol(String symbol) {
    if (isSymbol(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  boolean takeKeyword(String keyword) {
    if (peek().keyword(keyword)) {
      at++;
      return true;
    }
    return false;
  }

  void expectSymbol(String symbol, String where) {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "' " + where);
    }
  }

  void expectKeyword(String keyword, String where) {
    if (!takeKeyword(keyword)) {
      throw unexpected("'" + keyword + "' " + where);
    }
  }

  String expect(Token.Kind kind, String what) {
    if (!is(kind)) {
      throw unexpected(what);
    }
    return take().text();
  }

  JqSyntaxException unexpected(String wanted) {
    return error(peek().offset(), "found " + peek().shown() + " where " + wanted + " is needed.");
  }

  JqSyntaxException error(int offset, String problem) {
    return new JqSyntaxException(Position.of(source, offset), problem);
  }
}
