package io.repqc.compiler.tune;

import java.util.Locale;

/** A constant as the user writes it: {@code min-max} for {@code MIN_MAX}. */
final class Word {
  private Word() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
