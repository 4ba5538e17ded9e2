package io.repqc.cli.picture;

import io.repqc.cli.picture.Rows.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses the order within each row so that few links cross.
 *
 * <p>Starts from a walk in depth, which keeps branches together and puts what leads past others on
 * their outside; then sweeps down and up by barycenters, swaps neighbours, and keeps the best order
 * seen.
 */
final class Ordering {
  private static final int PATIENCE = 6;

  private final Rows rows;

  private Ordering(Rows rows) {
    this.rows = rows;
  }

  static void arrange(Rows rows) {
    Ordering ordering = new Ordering(rows);
    ordering.walkInDepth();
    ordering.improve();
  }

  private void walkInDepth() {
    List<List<Point>> orders =
        rows.rows().stream().map(row -> (List<Point>) new ArrayList<Point>()).toList();
    Set<Point> seen = new HashSet<>();
    for (List<Point> row : List.copyOf(rows.rows())) {
      row.stream().filter(point -> point.above.isEmpty()).forEach(top -> walk(top, orders, seen));
    }
    for (int row = 0; row < orders.size(); row++) {
      rows.arrange(row, orders.get(row));
    }
  }

  private static void walk(Point top, List<List<Point>> orders, Set<Point> seen) {
    ArrayDeque<Point> open = new ArrayDeque<>(List.of(top));
    while (!open.isEmpty()) {
      Point point = open.pop();
      if (seen.add(point)) {
        orders.get(point.row).add(point);
        leftToRight(point.below).descendingIterator().forEachRemaining(open::push);
      }
    }
  }

  /**
   * The branch on the longest way in the middle, then to the right and left of it by turns what
   * leads past it.
   */
  private static ArrayDeque<Point> leftToRight(List<Point> branches) {
    List<Point> sorted = new ArrayList<>(branches);
    sorted.sort(Comparator.comparingInt(branch -> branch.detour));
    ArrayDeque<Point> order = new ArrayDeque<>();
    for (Point branch : sorted) {
      if (order.size() % 2 == 0) {
        order.addFirst(branch);
      } else {
        order.addLast(branch);
      }
    }
    return order;
  }

  private void improve() {
    List<List<Point>> best = List.copyOf(rows.rows());
    long fewest = Crossings.count(best);
    int inVain = 0;
    for (int sweep = 0; fewest > 0 && inVain < PATIENCE; sweep++) {
      sweep(sweep % 2 == 0);
      swapNeighbours();
      inVain++;
      long crossings = Crossings.count(rows.rows());
      if (crossings < fewest) {
        fewest = crossings;
        inVain = 0;
        best = List.copyOf(rows.rows());
      }
    }
    for (int row = 0; row < best.size(); row++) {
      rows.arrange(row, best.get(row));
    }
  }

  private void sweep(boolean downward) {
    int last = rows.rows().size() - 1;
    for (int step = 1; step <= last; step++) {
      if (downward) {
        sortByBarycenter(step, point -> point.above);
      } else {
        sortByBarycenter(last - step, point -> point.below);
      }
    }
  }

  /** Sorts a row by where its neighbours stand; a point without neighbours keeps its place. */
  private void sortByBarycenter(int row, Function<Point, List<Point>> neighbours) {
    List<Point> order = rows.rows().get(row);
    Map<Point, Double> centers = new HashMap<>();
    for (Point point : order) {
      neighbours.apply(point).stream()
          .mapToInt(next -> next.position)
          .average()
          .ifPresent(c -> centers.put(point, c));
    }
    List<Point> movable = new ArrayList<>(order.stream().filter(centers::containsKey).toList());
    movable.sort(Comparator.comparing(centers::get));
    List<Point> sorted = new ArrayList<>();
    int moved = 0;
    for (Point point : order) {
      sorted.add(centers.containsKey(point) ? movable.get(moved++) : point);
    }
    rows.arrange(row, sorted);
  }

  private void swapNeighbours() {
    for (int row = 0; row < rows.rows().size(); row++) {
      List<Point> order = new ArrayList<>(rows.rows().get(row));
      for (int i = 0; i + 1 < order.size(); i++) {
        if (crossings(order.get(i + 1), order.get(i)) < crossings(order.get(i), order.get(i + 1))) {
          order.set(i, order.set(i + 1, order.get(i)));
        }
      }
      rows.arrange(row, order);
    }
  }

  private static int crossings(Point left, Point right) {
    return Crossings.between(left.above, right.above) + Crossings.between(left.below, right.below);
  }
}
