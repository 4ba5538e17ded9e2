package io.repqc.cli.picture;

import io.repqc.cli.picture.Rows.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Gives each lane its horizontal position: the sum of the squared shifts of all links that join two
 * lanes is least among the positions that keep neighbours in a row apart.
 *
 * <p>Nesterov's accelerated gradient descent; each step is projected onto the distances to be kept
 * by Hildreth's method, which carries its multipliers on from step to step. A last pass makes the
 * distances exact.
 */
final class Placement {
  private static final int MOST_STEPS = 400;
  private static final int PROJECTION_ROUNDS = 6;
  private static final double STILL = 0.02;

  private record Pull(int one, int other) {}

  private record Distance(int left, int right, double least) {}

  private final Lanes lanes;
  private final List<Pull> pulls = new ArrayList<>();
  private final List<Distance> distances;
  private final double[] stiffness;
  private final double[] multipliers;
  private double[] position;

  private Placement(List<List<Point>> rows, ToDoubleFunction<Point> widths) {
    this.lanes = new Lanes(rows);
    this.distances = sorted(distances(rows, widths));
    this.stiffness = new double[lanes.count()];
    this.multipliers = new double[distances.size()];
    this.position = new double[lanes.count()];
    rows.forEach(row -> row.forEach(this::addPulls));
  }

  /** The center of each point; the space around it is part of its width. */
  static ToDoubleFunction<Point> centers(List<List<Point>> rows, ToDoubleFunction<Point> widths) {
    Placement placement = new Placement(rows, widths);
    placement.keepDistances(placement.position);
    placement.descend();
    placement.keepDistances(placement.position);
    return point -> placement.position[placement.lanes.of(point)];
  }

  private void addPulls(Point point) {
    for (Point lower : point.below) {
      int one = lanes.of(point);
      int other = lanes.of(lower);
      if (one != other) {
        pulls.add(new Pull(one, other));
        stiffness[one] += 2;
        stiffness[other] += 2;
      }
    }
  }

  private List<Distance> distances(List<List<Point>> rows, ToDoubleFunction<Point> widths) {
    Map<Long, Distance> widest = new LinkedHashMap<>();
    for (List<Point> row : rows) {
      for (int i = 0; i + 1 < row.size(); i++) {
        double least =
            (widths.applyAsDouble(row.get(i)) + widths.applyAsDouble(row.get(i + 1))) / 2;
        Distance distance = new Distance(lanes.of(row.get(i)), lanes.of(row.get(i + 1)), least);
        widest.merge(
            (long) distance.left() * lanes.count() + distance.right(),
            distance,
            (a, b) -> a.least() >= b.least() ? a : b);
      }
    }
    return List.copyOf(widest.values());
  }

  /** The distances such that all those that end at a lane come before those that begin there. */
  private List<Distance> sorted(List<Distance> unsorted) {
    List<List<Distance>> toTheRight = new ArrayList<>();
    int[] waiting = new int[lanes.count()];
    for (int lane = 0; lane < lanes.count(); lane++) {
      toTheRight.add(new ArrayList<>());
    }
    for (Distance distance : unsorted) {
      toTheRight.get(distance.left()).add(distance);
      waiting[distance.right()]++;
    }
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int lane = 0; lane < lanes.count(); lane++) {
      if (waiting[lane] == 0) {
        ready.add(lane);
      }
    }
    List<Distance> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      for (Distance distance : toTheRight.get(ready.remove())) {
        sorted.add(distance);
        if (--waiting[distance.right()] == 0) {
          ready.add(distance.right());
        }
      }
    }
    return sorted;
  }

  private void descend() {
    double[] before = position;
    double moved = Double.MAX_VALUE;
    for (int step = 1; step <= MOST_STEPS && moved > STILL; step++) {
      double[] now = position;
      position = project(pulled(ahead(before, now, (step - 1.0) / (step + 2.0))));
      before = now;
      moved = furthest(before, position);
    }
  }

  private static double[] ahead(double[] before, double[] now, double momentum) {
    double[] ahead = now.clone();
    for (int lane = 0; lane < ahead.length; lane++) {
      ahead[lane] += momentum * (now[lane] - before[lane]);
    }
    return ahead;
  }

  private double[] pulled(double[] from) {
    double[] to = from.clone();
    for (Pull pull : pulls) {
      double shift = from[pull.other()] - from[pull.one()];
      to[pull.one()] += shift / stiffness[pull.one()];
      to[pull.other()] -= shift / stiffness[pull.other()];
    }
    return to;
  }

  private double[] project(double[] free) {
    for (int i = 0; i < multipliers.length; i++) {
      push(free, distances.get(i), multipliers[i]);
    }
    for (int round = 0; round < PROJECTION_ROUNDS; round++) {
      for (int i = 0; i < multipliers.length; i++) {
        Distance distance = distances.get(i);
        double missing = free[distance.left()] + distance.least() - free[distance.right()];
        double force = missing / (looseness(distance.left()) + looseness(distance.right()));
        double change = Math.max(-multipliers[i], force);
        multipliers[i] += change;
        push(free, distance, change);
      }
    }
    return free;
  }

  private void push(double[] positions, Distance distance, double force) {
    positions[distance.left()] -= force * looseness(distance.left());
    positions[distance.right()] += force * looseness(distance.right());
  }

  /** How far a unit of force moves a lane; one that nothing pulls gives way to all others. */
  private double looseness(int lane) {
    return 1 / Math.max(stiffness[lane], 0.01);
  }

  private void keepDistances(double[] positions) {
    for (Distance distance : distances) {
      double least = positions[distance.left()] + distance.least();
      positions[distance.right()] = Math.max(positions[distance.right()], least);
    }
  }

  private static double furthest(double[] before, double[] after) {
    double furthest = 0;
    for (int lane = 0; lane < before.length; lane++) {
      furthest = Math.max(furthest, Math.abs(after[lane] - before[lane]));
    }
    return furthest;
  }
}
