package io.repqc.cli.picture;

import java.util.List;

/**
 * Writes a route as SVG path data: straight lines, rounded corners between them, and curves from
 * row to row.
 */
final class PathWriter {
  private static final double CORNER = 7;

  private final StringBuilder out = new StringBuilder();

  private PathWriter() {}

  static String write(List<Layout.Point> points) {
    PathWriter writer = new PathWriter();
    writer.command("M", points.get(0));
    for (int i = 1; i < points.size(); i++) {
      Layout.Point from = points.get(i - 1);
      Layout.Point to = points.get(i);
      if (!isStraight(from, to)) {
        writer.curve(from, to);
      } else if (i + 1 < points.size() && isCorner(from, to, points.get(i + 1))) {
        writer.corner(from, to, points.get(i + 1));
      } else {
        writer.command("L", to);
      }
    }
    return writer.out.toString();
  }

  /** A coordinate to a tenth of a pixel. */
  static String number(double value) {
    long tenths = Math.round(10 * Math.abs(value));
    String sign = value < 0 && tenths > 0 ? "-" : "";
    return sign + tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
  }

  private static boolean isStraight(Layout.Point a, Layout.Point b) {
    return a.x() == b.x() || a.y() == b.y();
  }

  private static boolean isCorner(Layout.Point a, Layout.Point b, Layout.Point c) {
    return isStraight(b, c) && !isStraight(a, c);
  }

  private void curve(Layout.Point from, Layout.Point to) {
    double middle = (from.y() + to.y()) / 2;
    command("C", new Layout.Point(from.x(), middle), new Layout.Point(to.x(), middle), to);
  }

  private void corner(Layout.Point from, Layout.Point corner, Layout.Point to) {
    command("L", towards(corner, from));
    command("Q", corner, towards(corner, to));
  }

  /** The point a corner's radius away, or halfway where the line is short. */
  private static Layout.Point towards(Layout.Point start, Layout.Point end) {
    double x = end.x() - start.x();
    double y = end.y() - start.y();
    double length = Math.hypot(x, y);
    double part = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
    return new Layout.Point(start.x() + part * x, start.y() + part * y);
  }

  private void command(String letter, Layout.Point... points) {
    out.append(letter);
    String separator = "";
    for (Layout.Point point : points) {
      out.append(separator).append(number(point.x())).append(' ').append(number(point.y()));
      separator = " ";
    }
  }
}
