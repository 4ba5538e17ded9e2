package io.repqc.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows of cells in columns as wide as they need to be; the first column gives way, shortened in the
 * middle, where a line would be longer than {@code WIDTH}.
 */
public final class Table {
  public static final int WIDTH = 100;

  private static final String GAP = "  ";
  private static final int NARROWEST_NAME = 16;
  private static final String CUT = "...";

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> rightAligned;

  public Table(Set<Integer> rightAligned) {
    this.rightAligned = Set.copyOf(rightAligned);
  }

  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  public List<String> lines() {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    int others = 0;
    for (int column = 1; column < widths.length; column++) {
      others += widths[column] == 0 ? 0 : GAP.length() + widths[column];
    }
    int narrow = Math.min(widths[0], Math.max(NARROWEST_NAME, WIDTH - others));
    widths[0] = names(narrow) < names(widths[0]) ? widths[0] : narrow;
    return widths;
  }

  /** How many names in the first column differ at that width. */
  private long names(int width) {
    return rows.stream().map(row -> shortened(row.get(0), width)).distinct().count();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      if (widths[column] > 0) {
        String cell = shortened(row.get(column), widths[column]);
        String padding = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : GAP);
        line.append(rightAligned.contains(column) ? padding + cell : cell + padding);
      }
    }
    return line.toString().stripTrailing();
  }

  /** Both ends of a name tell more than its middle. */
  static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int kept = width - CUT.length();
    int head = kept / 2;
    return text.substring(0, head) + CUT + text.substring(text.length() - (kept - head));
  }
}
