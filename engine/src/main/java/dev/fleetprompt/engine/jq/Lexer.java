package dev.fleetprompt.engine.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Splits a program into tokens, without recursion: an interpolated string is a run of tokens
 * between its quotes.
 */
final class Lexer {
  private static final Set<String> KEYWORDS =
      Set.of(
          "def", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch",
          "label", "import", "include", "and", "or", "__loc__");

  /** Longest first, so that the first that fits is the right one. */
  private static final List<String> SYMBOLS =
      List.of(
          "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..", ".",
          "?", "=", ";", ",", ":", "|", "+", "-", "*", "/", "%", "<", ">", "(", ")", "[", "]", "{",
          "}", "$");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();

  /** For each open interpolation, how many parentheses are open inside it. */
  private final Deque<Integer> interpolations = new ArrayDeque<>();

  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    return new Lexer(source).split();
  }

  private List<Token> split() {
    skipBlank();
    while (at < source.length()) {
      next();
      skipBlank();
    }
    if (!interpolations.isEmpty()) {
      throw error(
          at, "a string interpolation is not closed. Close it with ')' and the string with '\"'.");
    }
    tokens.add(new Token(Token.Kind.END, "", at));
    return tokens;
  }

  private void next() {
    char c = source.charAt(at);
    int start = at;
    if (c == '"') {
      add(Token.Kind.QUOTE_OPEN, "", start);
      at++;
      text();
    } else if (c == '.' && nameStart(at + 1)) {
      at++;
      add(Token.Kind.FIELD, name(), start);
    } else if (c == '$' && nameStart(at + 1)) {
      at++;
      add(Token.Kind.VARIABLE, name(), start);
    } else if (c == '@' && nameStart(at + 1)) {
      at++;
      add(Token.Kind.FORMAT, name(), start);
    } else if (digit(at) || (c == '.' && digit(at + 1))) {
      add(Token.Kind.NUMBER, number(), start);
    } else if (nameStart(at)) {
      String name = name();
      add(KEYWORDS.contains(name) ? Token.Kind.KEYWORD : Token.Kind.NAME, name, start);
    } else {
      symbol();
    }
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (source.startsWith(symbol, at)) {
        if (symbol.equals(")") && !interpolations.isEmpty() && interpolations.peek() == 0) {
          interpolations.pop();
          add(Token.Kind.INTERPOLATION_CLOSE, symbol, at++);
          text();
          return;
        }
        if (!interpolations.isEmpty() && (symbol.equals("(") || symbol.equals(")"))) {
          interpolations.push(interpolations.pop() + (symbol.equals("(") ? 1 : -1));
        }
        add(Token.Kind.SYMBOL, symbol, at);
        at += symbol.length();
        return;
      }
    }
    throw error(
        at,
        "unexpected character '"
            + Character.toString(source.codePointAt(at))
            + "'. Remove it or quote it.");
  }

  /** Reads from inside a string up to its end or its next interpolation. */
  private void text() {
    int start = at;
    StringBuilder text = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '"') {
        flush(text, start);
        add(Token.Kind.QUOTE_CLOSE, "", at++);
        return;
      }
      if (c == '\\' && at + 1 < source.length() && source.charAt(at + 1) == '(') {
        flush(text, start);
        add(Token.Kind.INTERPOLATION_OPEN, "\\(", at);
        at += 2;
        interpolations.push(0);
        return;
      }
      if (c == '\\') {
        escape(text);
      } else {
        text.append(c);
        at++;
      }
    }
    throw error(start, "the string that begins here is not closed. Add '\"'.");
  }

  private void flush(StringBuilder text, int start) {
    if (!text.isEmpty()) {
      add(Token.Kind.TEXT, Texts.wellFormed(text.toString()), start);
    }
  }

  private void escape(StringBuilder text) {
    char c = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
    if (c == 'u') {
      if (at + 6 > source.length()) {
        throw error(at, "\\u needs four hexadecimal digits.");
      }
      int unit = 0;
      for (int i = at + 2; i < at + 6; i++) {
        int digit = Character.digit(source.charAt(i), 16);
        if (digit < 0) {
          throw error(at, "\\u needs four hexadecimal digits.");
        }
        unit = unit * 16 + digit;
      }
      text.append((char) unit);
      at += 6;
      return;
    }
    int index = "\"\\/bfnrt".indexOf(c);
    if (index < 0) {
      throw error(
          at,
          "unknown escape in a string. Use \\\\ for a backslash, or one of \\\" \\/ \\b \\f \\n \\r \\t \\uXXXX \\( ).");
    }
    text.append("\"\\/\b\f\n\r\t".charAt(index));
    at += 2;
  }

  private String number() {
    int start = at;
    digits();
    if (at < source.length() && source.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
      int mark = at;
      at++;
      if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
        at++;
      }
      if (digit(at)) {
        digits();
      } else {
        at = mark;
      }
    }
    return source.substring(start, at);
  }

  private void digits() {
    while (digit(at)) {
      at++;
    }
  }

  private String name() {
    int start = at;
    while (at < source.length() && (nameStart(at) || digit(at))) {
      at++;
    }
    if (source.startsWith("::", at)) {
      throw error(at, "modules are not available. Define the function in this program with 'def'.");
    }
    return source.substring(start, at);
  }

  private boolean digit(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private boolean nameStart(int index) {
    if (index >= source.length()) {
      return false;
    }
    char c = source.charAt(index);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private void skipBlank() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#') {
        comment();
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  /** A comment ends with its line, unless an odd number of backslashes precedes the line's end. */
  private void comment() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\n') {
        return;
      }
      if (c == '\\') {
        at++;
        if (source.startsWith("\r\n", at)) {
          at++;
        }
      }
      at++;
    }
  }

  private void add(Token.Kind kind, String text, int offset) {
    tokens.add(new Token(kind, text, offset));
  }

  private JqSyntaxException error(int offset, String problem) {
    return new JqSyntaxException(Position.of(source, Math.min(offset, source.length())), problem);
  }
}
