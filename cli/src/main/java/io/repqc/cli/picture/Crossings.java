package io.repqc.cli.picture;

import io.repqc.cli.picture.Rows.Point;
import java.util.Arrays;
import java.util.List;

/** Counts how often links cross each other. */
final class Crossings {
  private Crossings() {}

  static long count(List<List<Point>> rows) {
    long crossings = 0;
    for (int row = 0; row + 1 < rows.size(); row++) {
      crossings += below(rows.get(row), rows.get(row + 1).size());
    }
    return crossings;
  }

  /** The crossings between a row and the next, by an insertion count in a Fenwick tree. */
  private static long below(List<Point> row, int width) {
    int[] tree = new int[width + 1];
    long crossings = 0;
    int inserted = 0;
    for (Point point : row) {
      int[] ends = positions(point.below);
      for (int end : ends) {
        crossings += inserted - countUpTo(tree, end);
      }
      for (int end : ends) {
        insert(tree, end);
      }
      inserted += ends.length;
    }
    return crossings;
  }

  /** The crossings between the links of two neighbours when the first stands on the left. */
  static int between(List<Point> left, List<Point> right) {
    int[] rightEnds = positions(right);
    int crossings = 0;
    for (Point end : left) {
      for (int i = 0; i < rightEnds.length && rightEnds[i] < end.position; i++) {
        crossings++;
      }
    }
    return crossings;
  }

  private static int[] positions(List<Point> points) {
    int[] positions = points.stream().mapToInt(point -> point.position).toArray();
    Arrays.sort(positions);
    return positions;
  }

  private static void insert(int[] tree, int position) {
    for (int i = position + 1; i < tree.length; i += i & -i) {
      tree[i]++;
    }
  }

  private static int countUpTo(int[] tree, int position) {
    int count = 0;
    for (int i = position + 1; i > 0; i -= i & -i) {
      count += tree[i];
    }
    return count;
  }
}
