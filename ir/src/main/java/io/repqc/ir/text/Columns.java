package io.repqc.ir.text;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells, aligned in columns; a cell that is wider than most stands out of its column. */
final class Columns {
  private static final int WIDEST = 48;

  private final List<List<String>> rows = new ArrayList<>();

  void add(List<String> row) {
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void appendTo(StringBuilder text) {
    int[] widths = widths();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int padding = column == 0 ? 0 : widths[column - 1] - row.get(column - 1).length();
        line.append(column == 0 ? "" : " ").append(" ".repeat(Math.max(0, padding)));
        line.append(row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        widths[column] = width > WIDEST ? widths[column] : Math.max(widths[column], width);
      }
    }
    return widths;
  }
}
