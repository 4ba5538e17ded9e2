package io.repqc.cli.picture;

/** How wide text comes out: a generous estimate that holds for the usual sans-serif fonts. */
final class Lettering {
  private static final String NARROW = "ijl.,:;|!'`[](){}/\\tfrI ";
  private static final String WIDE = "mwMWQOGD@%&×\u2026\u2192";
  private static final String ELLIPSIS = "\u2026";

  private Lettering() {}

  static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(Lettering::ems).sum();
  }

  private static double ems(int character) {
    if (NARROW.indexOf(character) >= 0) {
      return 0.38;
    }
    if (WIDE.indexOf(character) >= 0) {
      return 0.86;
    }
    if (character > 0x2E80) {
      return 1.05;
    }
    return Character.isUpperCase(character) ? 0.7 : 0.63;
  }

  /** The text with its middle left out where it has more characters than fit. */
  static String shortened(String text, int mostCharacters) {
    int[] characters = text.codePoints().toArray();
    if (characters.length <= mostCharacters) {
      return text;
    }
    int tail = (mostCharacters - 1) * 3 / 5;
    int head = mostCharacters - 1 - tail;
    return new String(characters, 0, head)
        + ELLIPSIS
        + new String(characters, characters.length - tail, tail);
  }
}
