package io.repqc.cli.picture;

import java.util.List;

/** A diagram with every position decided, in pixels from the top left corner. */
record Layout(
    double width, double height, List<Box> boxes, List<Label> labels, List<Route> routes) {

  record Point(double x, double y) {}

  record Box(Diagram.Node node, double x, double y, double width, double height) {
    double centerX() {
      return x + width / 2;
    }

    double bottom() {
      return y + height;
    }
  }

  /** One line of text; the position is that of its left end, halfway up. */
  record Label(String text, double x, double y) {}

  /**
   * An edge's way: points right above each other are joined by a straight line, others by a curve.
   */
  record Route(Diagram.Edge edge, List<Point> points) {}
}
