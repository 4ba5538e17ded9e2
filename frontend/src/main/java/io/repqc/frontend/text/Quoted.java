package io.repqc.frontend.text;

import org.antlr.v4.runtime.Token;

/** The user's names as the text writes them: bare or between quotes, with escapes. */
final class Quoted {
  private static final String LETTERS = "nrt\"\\";
  private static final String MEANINGS = "\n\r\t\"\\";

  private final Problems problems;

  Quoted(Problems problems) {
    this.problems = problems;
  }

  /** The name in a token such as {@code %conv1} or {@code %"my conv"}. */
  String name(Token token) {
    String text = token.getText().substring(1);
    return text.startsWith("\"") ? unquote(token, text) : text;
  }

  String text(Token token) {
    return unquote(token, token.getText());
  }

  private String unquote(Token token, String quoted) {
    StringBuilder text = new StringBuilder();
    int at = 1;
    while (at < quoted.length() - 1) {
      if (quoted.charAt(at) != '\\') {
        text.append(quoted.charAt(at++));
      } else if (quoted.charAt(at + 1) == 'u') {
        text.append(unicode(token, quoted, at + 2));
        at += 6;
      } else {
        text.append(escaped(token, quoted.charAt(at + 1)));
        at += 2;
      }
    }
    return text.toString();
  }

  private char escaped(Token token, char letter) {
    int known = LETTERS.indexOf(letter);
    if (known < 0) {
      throw problems.at(
          token, "found the escape \\%c, expected one of \\n \\r \\t \\\" \\\\ \\uXXXX", letter);
    }
    return MEANINGS.charAt(known);
  }

  private char unicode(Token token, String quoted, int from) {
    String digits = quoted.substring(from, Math.min(from + 4, quoted.length() - 1));
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw problems.at(token, "found the escape \\u%s, expected four hexadecimal digits", digits);
    }
    return (char) Integer.parseInt(digits, 16);
  }
}
