package io.repqc.frontend.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a user may have meant who misspelt a name. */
final class NearNames {
  private NearNames() {}

  /** The name that takes the fewest changes, if these are few. */
  static Optional<String> nearest(String name, Collection<String> known) {
    int most = 1 + name.length() / 4;
    return known.stream()
        .filter(other -> Math.abs(other.length() - name.length()) <= most)
        .filter(other -> distance(name, other) <= most)
        .min(
            Comparator.<String>comparingInt(other -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters to insert, remove or replace (Levenshtein), row by row. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
