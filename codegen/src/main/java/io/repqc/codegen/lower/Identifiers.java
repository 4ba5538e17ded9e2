package io.repqc.codegen.lower;

import java.util.HashMap;
import java.util.Map;

/** Makes identifiers of the user's names, each once. */
public final class Identifiers {
  private static final int LONGEST = 48;
  private final Map<String, Integer> taken = new HashMap<>();

  /** An identifier for a name: letters, digits and underscores, and a number if it was taken. */
  public String unique(String name) {
    String plain = of(name);
    int count = taken.merge(plain, 1, Integer::sum);
    return count == 1 ? plain : unique(plain + "_" + count);
  }

  private static String of(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    String end = plain.substring(Math.max(0, plain.length() - LONGEST));
    return end.isEmpty() || !Character.isLetter(end.charAt(0)) ? "t_" + end : end;
  }
}
