package io.repqc.cli.picture;

/** Text as XML holds it; what XML cannot hold at all becomes the replacement character. */
final class Xml {
  private Xml() {}

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(character -> escaped.append(escaped(character)));
    return escaped.toString();
  }

  private static String escaped(int character) {
    return switch (character) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\'' -> "&apos;";
      case '"' -> "&quot;";
      default -> isXml(character) ? Character.toString(character) : "\uFFFD";
    };
  }

  private static boolean isXml(int character) {
    return character == '\t'
        || character == '\n'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }
}
