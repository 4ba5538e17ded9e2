package io.repqc.frontend.onnx.write;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each name once: a name that is taken already gets a number, one that is empty a word. */
final class UniqueNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> nextSuffix = new HashMap<>();

  /** {@code name} itself for the first who asks; {@code otherwise} stands in for no name. */
  String of(String name, String otherwise) {
    String base = name.isEmpty() ? otherwise : valid(name);
    if (taken.add(base)) {
      return base;
    }
    while (true) {
      String variation = base + "." + nextSuffix.merge(base, 1, Integer::sum);
      if (taken.add(variation)) {
        return variation;
      }
    }
  }

  /** Half a character has no encoding. */
  static String valid(String name) {
    StringBuilder valid = new StringBuilder();
    name.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }
}
