package io.repqc.tests.golden;

import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * The text of a golden file: cases between double rulers, each with what is given above a ruler and
 * what comes of it below.
 */
record GoldenFile(String text) {
  private static final String RULER = "----\n";
  private static final String DOUBLE_RULER = "====\n";

  /**
   * This file with what {@code run} makes of each case below its ruler; a case is given with as
   * many empty lines before it as bring its lines to their numbers in the file.
   */
  GoldenFile rewritten(UnaryOperator<String> run) {
    StringJoiner cases = new StringJoiner(DOUBLE_RULER);
    for (String part : text.split("(?m)^" + DOUBLE_RULER)) {
      String given = part.split("(?m)^" + RULER, 2)[0].strip() + "\n";
      long line = (cases.toString() + DOUBLE_RULER).lines().count() - (cases.length() == 0 ? 1 : 0);
      String result = run.apply("\n".repeat((int) line) + given);
      cases.add(given + RULER + result.strip() + "\n");
    }
    return new GoldenFile(cases.toString());
  }
}
