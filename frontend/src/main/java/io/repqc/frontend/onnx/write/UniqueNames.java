package io.repqc.frontend.onnx.write;

import io.repqc.ir.Names;

/** Names that ONNX can have, each given once; one that is empty becomes a word. */
final class UniqueNames {
  private final Names names = new Names();

  /** {@code name} itself for the first who asks; {@code otherwise} stands in for no name. */
  String of(String name, String otherwise) {
    return names.fresh(name.isEmpty() ? otherwise : valid(name));
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
