package io.repqc.ir.text;

import java.util.regex.Pattern;

/** How the text writes the user's names: bare where that is safe, else quoted. */
public final class Names {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./-]+");

  private Names() {}

  /** A value's name, as in {@code %conv1} or {@code %"my conv"}. */
  public static String reference(String name) {
    boolean bare = BARE.matcher(name.replace("::", "_")).matches();
    return "%" + (bare ? name : quote(name));
  }

  /** Between double quotes; what cannot be seen is escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"', '\\' -> quoted.append('\\').appendCodePoint(point);
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isVisible(point)) {
          quoted.appendCodePoint(point);
        } else {
          String.valueOf(Character.toChars(point))
              .chars()
              .forEach(unit -> quoted.append("\\u%04x".formatted(unit)));
        }
      }
    }
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
