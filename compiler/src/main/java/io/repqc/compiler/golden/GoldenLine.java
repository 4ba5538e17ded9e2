package io.repqc.compiler.golden;

import io.repqc.ir.ModelException;
import io.repqc.ir.text.Names;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a golden file, read word by word; a word with blanks in it is quoted. */
final class GoldenLine {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[^\\s\"]+");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(\\d{1,20}(\\.\\d+)?(e-?\\d{1,4})?|inf)|nan");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}([0-9a-f]{48})?");
  private static final Pattern TYPE = Pattern.compile("[a-z]\\w*\\[(\\d{1,9}(,\\d{1,9})*)?]( .+)?");

  private final Path file;
  private final int number;
  private String rest;

  GoldenLine(Path file, int number, String text) {
    this.file = file;
    this.number = number;
    this.rest = text.strip();
  }

  /** Whether there is nothing, or a comment. */
  boolean isBlank() {
    return rest.isEmpty() || rest.startsWith("#");
  }

  boolean isNumbers() {
    return NUMBER.matcher(rest.split(" ", 2)[0]).matches();
  }

  boolean isEnd() {
    return rest.isEmpty();
  }

  /** The next word; {@code what} it is to be is for the message where there is none. */
  String word(String what) {
    Matcher matcher = WORD.matcher(rest);
    check(matcher.lookingAt(), "found %s, expected %s", isEnd() ? "no more" : rest, what);
    rest = rest.substring(matcher.end()).strip();
    return matcher.group(1) == null ? matcher.group() : unquoted(matcher.group(1));
  }

  /** What {@link Names#quote} escaped. */
  private static String unquoted(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape -> Matcher.quoteReplacement(meaning(escape.group(1))));
  }

  private static String meaning(String escape) {
    return switch (escape) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default ->
          escape.length() == 1
              ? escape
              : Character.toString((char) Integer.parseInt(escape.substring(1), 16));
    };
  }

  String number() {
    String word = word("a number");
    check(NUMBER.matcher(word).matches(), "found \"%s\", expected a number", word);
    return word;
  }

  String digest() {
    String word = word("a digest");
    check(DIGITS.matcher(word).matches(), "found \"%s\", expected a digest", word);
    return word;
  }

  RecordedFile file() {
    return new RecordedFile(word("a file"), digest());
  }

  /** What is left, which is a type. */
  String type() {
    check(TYPE.matcher(rest).matches(), "found \"%s\", expected a type", rest);
    String type = rest;
    rest = "";
    return type;
  }

  void checkEnd() {
    check(isEnd(), "found \"%s\" behind what belongs there", rest);
  }

  void check(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw problem(format, arguments);
    }
  }

  ModelException problem(String format, Object... arguments) {
    return new ModelException("%s:%d: %s".formatted(file, number, format.formatted(arguments)));
  }
}
