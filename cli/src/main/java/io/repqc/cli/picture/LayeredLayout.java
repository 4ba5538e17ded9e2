package io.repqc.cli.picture;

import io.repqc.cli.picture.Rows.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Lays a diagram out in rows from top to bottom, by the method of Sugiyama, Tagawa and Toda.
 *
 * <p>Each row is a band that holds its boxes and, right below each, the labels of its value. Within
 * a band lines run straight down in their own columns; between bands, where nothing else stands,
 * they bend. So no line touches a box or a label that is not its own.
 */
final class LayeredLayout {
  private static final double LEAST_GAP = 16;
  private static final double MOST_GAP = 60;
  private static final double GAP_FOR_SHIFT = 0.13;

  private final Diagram diagram;
  private final Map<String, Integer> numbers;
  private final List<Set<String>> labels = new ArrayList<>();
  private final Rows rows;
  private final ToDoubleFunction<Point> centers;
  private final Map<Point, Ports> ports = new HashMap<>();
  private final Bands bands;

  private LayeredLayout(Diagram diagram) {
    this.diagram = diagram;
    this.numbers = Dag.numbers(diagram);
    collectLabels();
    Dag dag = Dag.of(diagram);
    this.rows = new Rows(dag, Ranking.of(dag));
    Ordering.arrange(rows);
    this.centers = fromLeftMargin(Placement.centers(rows.rows(), this::widthWithSpace));
    rows.boxes().forEach(box -> ports.put(box, portsOf(box)));
    this.bands = bands();
  }

  static Layout of(Diagram diagram) {
    LayeredLayout layered = new LayeredLayout(diagram);
    return Columns.of(layered.layout(), layered.cuts());
  }

  private void collectLabels() {
    diagram.nodes().forEach(node -> labels.add(new LinkedHashSet<>()));
    for (Diagram.Edge edge : diagram.edges()) {
      if (!edge.label().isEmpty()) {
        labels.get(numbers.get(edge.from())).add(edge.label());
      }
    }
  }

  private Diagram.Node node(Point box) {
    return diagram.nodes().get(box.node);
  }

  private double width(Point point) {
    return point.isPass ? 0 : Sizes.boxWidth(node(point), labels.get(point.node));
  }

  private double widthWithSpace(Point point) {
    return width(point) + (point.isPass ? Sizes.BETWEEN_PASSES : Sizes.BETWEEN_BOXES);
  }

  private ToDoubleFunction<Point> fromLeftMargin(ToDoubleFunction<Point> anywhere) {
    double left =
        rows.points()
            .mapToDouble(point -> anywhere.applyAsDouble(point) - width(point) / 2)
            .min()
            .orElse(0);
    return point -> anywhere.applyAsDouble(point) - left + Sizes.MARGIN;
  }

  private Ports portsOf(Point box) {
    return new Ports(centers.applyAsDouble(box), width(box), box.above, centers);
  }

  private Bands bands() {
    double[] boxRoom = new double[rows.rows().size()];
    double[] labelRoom = new double[boxRoom.length];
    double[] gapBelow = new double[boxRoom.length];
    Arrays.fill(gapBelow, LEAST_GAP);
    for (Point box : rows.boxes()) {
      boxRoom[box.row] = Math.max(boxRoom[box.row], Sizes.boxHeight(node(box)));
      labelRoom[box.row] =
          Math.max(labelRoom[box.row], Sizes.LABEL_LINE * labels.get(box.node).size());
    }
    rows.points()
        .forEach(
            point ->
                point.below.forEach(
                    lower -> {
                      double shift = Math.abs(entry(point, lower) - centers.applyAsDouble(point));
                      gapBelow[point.row] =
                          Math.max(
                              gapBelow[point.row],
                              Math.min(MOST_GAP, LEAST_GAP + GAP_FOR_SHIFT * shift));
                    }));
    return new Bands(boxRoom, labelRoom, gapBelow);
  }

  /** Where the line from a point enters the row below. */
  private double entry(Point upper, Point lower) {
    return lower.isPass ? centers.applyAsDouble(lower) : ports.get(lower).of(upper);
  }

  private Layout layout() {
    List<Layout.Box> boxes = rows.boxes().stream().map(this::box).toList();
    List<Layout.Route> routes =
        diagram.edges().stream().distinct().map(edge -> route(edge, boxes)).toList();
    double right =
        rows.points()
            .mapToDouble(point -> centers.applyAsDouble(point) + width(point) / 2)
            .max()
            .orElse(0);
    return new Layout(right + Sizes.MARGIN, bands.end(), boxes, labels(boxes), routes);
  }

  /** The gaps that only one value crosses, where the picture may go on in another column. */
  private List<Columns.Cut> cuts() {
    List<Columns.Cut> cuts = new ArrayList<>();
    for (List<Point> row : rows.rows()) {
      List<Point> crossing = row.stream().filter(point -> !point.below.isEmpty()).toList();
      if (crossing.size() == 1) {
        Point only = crossing.get(0);
        cuts.add(
            new Columns.Cut(
                centers.applyAsDouble(only), bands.bottom(only.row), only.below.size()));
      }
    }
    return cuts;
  }

  private Layout.Box box(Point point) {
    double width = width(point);
    double height = Sizes.boxHeight(node(point));
    double left = centers.applyAsDouble(point) - width / 2;
    return new Layout.Box(node(point), left, bands.middle(point.row) - height / 2, width, height);
  }

  private List<Layout.Label> labels(List<Layout.Box> boxes) {
    List<Layout.Label> placed = new ArrayList<>();
    for (int node = 0; node < boxes.size(); node++) {
      double x = boxes.get(node).centerX() + Sizes.LABEL_INDENT;
      double y = boxes.get(node).bottom() + Sizes.LABEL_LINE / 2;
      for (String label : labels.get(node)) {
        placed.add(new Layout.Label(label, x, y));
        y += Sizes.LABEL_LINE;
      }
    }
    return placed;
  }

  private Layout.Route route(Diagram.Edge edge, List<Layout.Box> boxes) {
    int from = numbers.get(edge.from());
    int to = numbers.get(edge.to());
    List<Point> way = rows.way(from, to);
    List<Layout.Point> points = new ArrayList<>();
    double x = boxes.get(from).centerX();
    points.add(new Layout.Point(x, boxes.get(from).bottom()));
    for (int i = 0; i + 1 < way.size(); i++) {
      points.add(new Layout.Point(x, bands.bottom(way.get(i).row)));
      x = entry(way.get(i), way.get(i + 1));
      points.add(new Layout.Point(x, bands.top(way.get(i + 1).row)));
    }
    points.add(new Layout.Point(x, boxes.get(to).y()));
    return new Layout.Route(edge, withoutStops(points));
  }

  /** Drops the points in the middle of a straight way down. */
  private static List<Layout.Point> withoutStops(List<Layout.Point> points) {
    List<Layout.Point> kept = new ArrayList<>();
    for (Layout.Point point : points) {
      int last = kept.size() - 1;
      if (last > 0 && kept.get(last).x() == point.x() && kept.get(last - 1).x() == point.x()) {
        kept.remove(last);
      }
      kept.add(point);
    }
    return kept;
  }
}
