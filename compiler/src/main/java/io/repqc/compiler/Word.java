package io.repqc.compiler;

import java.util.Locale;

/** A constant as the user writes it: {@code min-max} for {@code MIN_MAX}. */
public final class Word {
  private Word() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
