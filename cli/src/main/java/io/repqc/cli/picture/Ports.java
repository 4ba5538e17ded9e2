package io.repqc.cli.picture;

import io.repqc.cli.picture.Rows.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Where lines enter a box: one in the middle, several in the order in which they come, as straight
 * as the box allows.
 */
final class Ports {
  private static final double INSET = 10;
  private static final double APART = 12;
  private static final double UNNOTICED = 8;

  private final Map<Point, Double> positions = new HashMap<>();

  Ports(double center, double width, List<Point> sources, ToDoubleFunction<Point> centers) {
    if (sources.size() == 1) {
      double x = centers.applyAsDouble(sources.get(0));
      positions.put(sources.get(0), Math.abs(x - center) < UNNOTICED ? x : center);
    } else {
      spread(center - width / 2 + INSET, center + width / 2 - INSET, sources, centers);
    }
  }

  double of(Point source) {
    return positions.get(source);
  }

  private void spread(
      double left, double right, List<Point> sources, ToDoubleFunction<Point> centers) {
    List<Point> sorted = new ArrayList<>(sources);
    sorted.sort(Comparator.comparingInt(source -> source.position));
    double apart = Math.min(APART, (right - left) / Math.max(1, sorted.size() - 1));
    for (int i = 0; i < sorted.size(); i++) {
      double least = left + i * apart;
      double most = right - (sorted.size() - 1 - i) * apart;
      if (i > 0) {
        least = Math.max(least, of(sorted.get(i - 1)) + apart);
      }
      double x = centers.applyAsDouble(sorted.get(i));
      positions.put(sorted.get(i), Math.max(least, Math.min(most, x)));
    }
  }
}
