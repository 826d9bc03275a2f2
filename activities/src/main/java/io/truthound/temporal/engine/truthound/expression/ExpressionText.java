package io.truthound.temporal.engine.truthound.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Checks an expression's text before DuckDB's parser sees it: size, brackets, quotes, comments. An
 * unclosed bracket costs that parser quadratic time and memory, which no memory limit counts.
 */
final class ExpressionText {

  static final int MAX_BYTES = 64 * 1024;
  static final int MAX_NESTING = 100;

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private final CaseOperand caseOperand = new CaseOperand();
  private boolean hasContent;
  private int at;

  private ExpressionText(String text) {
    this.text = text;
  }

  /**
   * Accepts the text or says what is wrong with it.
   *
   * @throws UnsafeExpressionException if the text is empty, too large, unbalanced or unterminated
   */
  static void check(String text) {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new UnsafeExpressionException(
          "the expression is too long: "
              + text.length()
              + " characters (allowed: up to "
              + MAX_BYTES
              + " bytes of UTF-8)");
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new UnsafeExpressionException(
          "the expression holds a NUL character or half a surrogate pair (allowed: Unicode text)");
    }
    new ExpressionText(text).scan();
  }

  /** Returns the one-based character, in code points, at which a UTF-16 index lies. */
  private String place(int index) {
    return "at character " + (text.codePointCount(0, index) + 1);
  }

  private void scan() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("--", at)) {
        skipLine();
      } else if (text.startsWith("/*", at)) {
        skipComment();
      } else {
        int start = at;
        token(c);
        if (!Character.isWhitespace(c)) {
          hasContent = true;
          checkCase(start, c);
        }
      }
    }
    if (!open.isEmpty()) {
      throw new UnsafeExpressionException(
          "\"" + open.getLast() + "\" is never closed (" + open.size() + " open at the end)");
    }
    if (!hasContent) {
      throw new UnsafeExpressionException(
          "the expression is empty (allowed: one boolean SQL expression over the columns)");
    }
  }

  private void checkCase(int start, char c) {
    if (!caseOperand.takes(text.substring(start, at), c == '"' || isWord(c))) {
      throw new UnsafeExpressionException(
          "the operand of CASE is more than a name, "
              + place(start)
              + " (allowed: CASE column WHEN …, or CASE WHEN condition THEN …)");
    }
  }

  private void token(char c) {
    switch (c) {
      case '\'', '"' -> skipQuoted(c, at > 0 && c == '\'' && isEscapeMark(at - 1));
      case '(', '[', '{' -> push(c);
      case ')' -> pop('(', c);
      case ']' -> pop('[', c);
      case '}' -> pop('{', c);
      case ';' -> throw refused("\";\"", "one expression");
      case '$' -> throw refused("a parameter or dollar-quoted string", "'quoted' literals");
      default -> skipWordOrOne(c);
    }
  }

  private UnsafeExpressionException refused(String what, String allowed) {
    return new UnsafeExpressionException(
        what + " is not allowed in an expression, " + place(at) + " (allowed: " + allowed + ")");
  }

  private void push(char c) {
    open.push(c);
    if (open.size() > MAX_NESTING) {
      throw new UnsafeExpressionException(
          "the expression nests too deeply, "
              + place(at)
              + " (allowed: up to "
              + MAX_NESTING
              + " open brackets)");
    }
    at++;
  }

  private void pop(char opening, char closing) {
    if (open.isEmpty() || open.pop() != opening) {
      throw new UnsafeExpressionException(
          "\"" + closing + "\" closes nothing, " + place(at) + " (allowed: balanced brackets)");
    }
    at++;
  }

  private boolean isEscapeMark(int index) {
    boolean mark = text.charAt(index) == 'e' || text.charAt(index) == 'E';
    return mark && (index == 0 || !isWord(text.charAt(index - 1)));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }

  private void skipWordOrOne(char c) {
    at++;
    while (isWord(c) && at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
  }

  private void skipQuoted(char quote, boolean backslashEscapes) {
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && backslashEscapes) {
        at += 2;
      } else if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) {
        at += 2;
      } else if (c == quote) {
        at++;
        return;
      } else {
        at++;
      }
    }
    throw new UnsafeExpressionException(
        (quote == '"' ? "a quoted identifier" : "a string") + " is never closed, " + place(start));
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  /** Comments nest, as they do in DuckDB. */
  private void skipComment() {
    int start = at;
    int depth = 0;
    do {
      if (at >= text.length()) {
        throw new UnsafeExpressionException("a comment is never closed, " + place(start));
      }
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0);
  }
}
