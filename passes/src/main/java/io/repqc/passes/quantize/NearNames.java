package io.repqc.passes.quantize;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The names that a user may have meant by one that is not there. */
final class NearNames {
  private static final int MOST = 5;

  private NearNames() {}

  static String list(String name, Collection<String> candidates) {
    return candidates.stream()
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(MOST)
        .map(candidate -> '"' + candidate + '"')
        .collect(Collectors.joining(", "));
  }

  /** How many letters to insert, drop or replace (Levenshtein). */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
