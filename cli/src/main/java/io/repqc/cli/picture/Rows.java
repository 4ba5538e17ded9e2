package io.repqc.cli.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The diagram cut into rows: each link joins a point to one in the next row.
 *
 * <p>A point is a box, or a pass where a value crosses a row on its way further down. All readers
 * of a value share its passes, so that a value used far below runs there as one line and branches
 * off where it is read.
 */
final class Rows {

  /** A box (its number in the diagram), or a pass of that box's value. */
  static final class Point {
    final int node;
    final boolean isPass;
    final int row;

    /**
     * How far from the network's longest way the point is: smaller is nearer, a pass is farthest.
     */
    final int detour;

    final List<Point> above = new ArrayList<>();
    final List<Point> below = new ArrayList<>();
    int position;

    Point(int node, boolean isPass, int row, int detour) {
      this.node = node;
      this.isPass = isPass;
      this.row = row;
      this.detour = detour;
    }
  }

  private final Dag dag;
  private final Point[] boxes;
  private final List<List<Point>> passes = new ArrayList<>();
  private final List<List<Point>> rows = new ArrayList<>();

  Rows(Dag dag, int[] rowOfNode) {
    this.dag = dag;
    this.boxes = new Point[dag.size()];
    int[] detour = detour(dag);
    for (int node = 0; node < dag.size(); node++) {
      boxes[node] = add(new Point(node, false, rowOfNode[node], detour[node]));
      passes.add(new ArrayList<>());
    }
    for (int node = 0; node < dag.size(); node++) {
      link(node);
    }
  }

  /** The rows from the top, each from the left. */
  List<List<Point>> rows() {
    return rows;
  }

  /** All boxes, in the diagram's order. */
  List<Point> boxes() {
    return List.of(boxes);
  }

  /** All points, row by row. */
  Stream<Point> points() {
    return rows.stream().flatMap(List::stream);
  }

  /** The way of a value from one box to another: both boxes and the passes between them. */
  List<Point> way(int from, int to) {
    List<Point> way = new ArrayList<>();
    way.add(boxes[from]);
    way.addAll(passes.get(from).subList(0, boxes[to].row - boxes[from].row - 1));
    way.add(boxes[to]);
    return way;
  }

  /** Puts a row in the given order. */
  void arrange(int row, List<Point> order) {
    rows.set(row, order);
    for (int position = 0; position < order.size(); position++) {
      order.get(position).position = position;
    }
  }

  private void link(int node) {
    Point source = boxes[node];
    for (int next : dag.successors().get(node)) {
      Point last = source;
      for (int depth = 0; depth < boxes[next].row - source.row - 1; depth++) {
        last = pass(node, depth, last);
      }
      last.below.add(boxes[next]);
      boxes[next].above.add(last);
    }
  }

  private Point pass(int node, int depth, Point previous) {
    List<Point> line = passes.get(node);
    if (depth == line.size()) {
      Point pass = add(new Point(node, true, previous.row + 1, Integer.MAX_VALUE));
      previous.below.add(pass);
      pass.above.add(previous);
      line.add(pass);
    }
    return line.get(depth);
  }

  private Point add(Point point) {
    while (rows.size() <= point.row) {
      rows.add(new ArrayList<>());
    }
    point.position = rows.get(point.row).size();
    rows.get(point.row).add(point);
    return point;
  }

  private static int[] detour(Dag dag) {
    List<Integer> order = dag.topologicalOrder();
    int[] behind = new int[dag.size()];
    int[] ahead = new int[dag.size()];
    for (int node : order) {
      dag.predecessors()
          .get(node)
          .forEach(previous -> behind[node] = Math.max(behind[node], behind[previous] + 1));
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      int node = order.get(i);
      dag.successors()
          .get(node)
          .forEach(next -> ahead[node] = Math.max(ahead[node], ahead[next] + 1));
    }
    int[] detour = new int[dag.size()];
    for (int node : order) {
      detour[node] = -behind[node] - ahead[node];
    }
    return detour;
  }
}
