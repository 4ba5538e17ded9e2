package io.repqc.cli.picture;

import io.repqc.cli.picture.Rows.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Strings points of successive rows into lanes, which will run straight down: the long values, the
 * chains, and through each fork and join the branch in the middle.
 *
 * <p>Lanes do not cross, so that "left of" is an order among them.
 */
final class Lanes {

  private record Link(Point upper, Point lower) {}

  private final Map<Point, Point> next = new HashMap<>();
  private final Map<Point, Integer> laneOf = new HashMap<>();
  private int count;

  Lanes(List<List<Point>> rows) {
    for (int row = 0; row + 1 < rows.size(); row++) {
      straighten(rows.get(row));
    }
    rows.forEach(row -> row.forEach(this::number));
  }

  int count() {
    return count;
  }

  int of(Point point) {
    return laneOf.get(point);
  }

  private void number(Point top) {
    if (!laneOf.containsKey(top)) {
      for (Point point = top; point != null; point = next.get(point)) {
        laneOf.put(point, count);
      }
      count++;
    }
  }

  private void straighten(List<Point> row) {
    List<Link> accepted = new ArrayList<>();
    for (Link link : candidates(row)) {
      if (accepted.stream().noneMatch(other -> cross(link, other))) {
        accepted.add(link);
        next.put(link.upper(), link.lower());
      }
    }
  }

  /**
   * The links that both ends prefer, the most important first: passes, then what is on the longest
   * way.
   */
  private static List<Link> candidates(List<Point> row) {
    List<Link> candidates = new ArrayList<>();
    for (Point upper : row) {
      Point lower = preferred(upper, upper.below);
      if (lower != null && preferred(lower, lower.above) == upper) {
        candidates.add(new Link(upper, lower));
      }
    }
    candidates.sort(
        Comparator.comparing((Link link) -> !(link.upper().isPass && link.lower().isPass))
            .thenComparing(link -> Math.max(link.upper().detour, link.lower().detour)));
    return candidates;
  }

  private static boolean cross(Link a, Link b) {
    return (a.upper().position < b.upper().position) != (a.lower().position < b.lower().position);
  }

  /**
   * The neighbour to stand in line with: for a pass its value's next, else one on the network's
   * longest way.
   */
  private static Point preferred(Point point, List<Point> neighbours) {
    List<Point> best = new ArrayList<>();
    for (Point neighbour : neighbours) {
      int better =
          best.isEmpty() ? 0 : Integer.compare(rank(point, best.get(0)), rank(point, neighbour));
      if (better > 0) {
        best.clear();
      }
      if (better >= 0) {
        best.add(neighbour);
      }
    }
    best.sort(Comparator.comparingInt(neighbour -> neighbour.position));
    return best.isEmpty() ? null : best.get((best.size() - 1) / 2);
  }

  private static int rank(Point point, Point neighbour) {
    return point.isPass && neighbour.isPass ? Integer.MIN_VALUE : neighbour.detour;
  }
}
