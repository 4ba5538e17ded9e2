package io.repqc.cli.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Breaks a tall picture into columns side by side, at heights where a single value leads on. */
final class Columns {
  private static final double FULL_HEIGHT = 1800;
  private static final double WIDTH_TO_HEIGHT = 1.4;
  private static final double CHANNEL = 44;
  private static final double TURN = 12;
  private static final double FORK_COST = 150;

  /** A height that only one value crosses, straight down at x, on its way to so many points. */
  record Cut(double x, double y, int readers) {}

  /** A stretch of the tall picture, from one cut to the next, and how far it moves. */
  private record Column(Cut start, Cut end, double left, double shiftX, double shiftY) {
    boolean holds(double y) {
      return y > start.y() && y <= end.y();
    }

    Layout.Point moved(double x, double y) {
      return new Layout.Point(x + shiftX, y + shiftY);
    }

    Layout.Point moved(Cut cut) {
      return moved(cut.x(), cut.y());
    }
  }

  private final Layout tall;
  private final List<Column> columns = new ArrayList<>();
  private double right = Sizes.MARGIN;

  private Columns(Layout tall, List<Cut> ends) {
    this.tall = tall;
    Cut start = new Cut(0, 0, 0);
    for (Cut end : ends) {
      addColumn(start, end);
      start = end;
    }
  }

  /**
   * The layout in columns of a pleasant size, or as it is where it is not tall or cannot be cut.
   */
  static Layout of(Layout tall, List<Cut> candidates) {
    int wanted = (int) Math.round(Math.sqrt(WIDTH_TO_HEIGHT * tall.height() / tall.width()));
    if (tall.height() <= FULL_HEIGHT || wanted < 2 || candidates.isEmpty()) {
      return tall;
    }
    return new Columns(tall, ends(tall.height(), wanted, candidates)).layout();
  }

  /** The best candidates near an even division, and the end of the picture. */
  private static List<Cut> ends(double height, int wanted, List<Cut> candidates) {
    double even = height / wanted;
    List<Cut> ends = new ArrayList<>();
    for (int column = 1; column < wanted; column++) {
      double ideal = column * even;
      Comparator<Cut> byCost = Comparator.comparingDouble(cut -> cost(cut, ideal));
      candidates.stream()
          .min(byCost)
          .filter(cut -> Math.abs(cut.y() - ideal) < even / 2)
          .ifPresent(ends::add);
    }
    ends.add(new Cut(0, height, 0));
    return ends;
  }

  /**
   * How bad it is to cut here: the distance from the ideal, and more where the value forks right
   * after.
   */
  private static double cost(Cut cut, double ideal) {
    return Math.abs(cut.y() - ideal) + (cut.readers() > 1 ? FORK_COST : 0);
  }

  private void addColumn(Cut start, Cut end) {
    double[] across = extent(start, end);
    double shiftY = columns.isEmpty() ? 0 : Sizes.MARGIN - start.y();
    double left = columns.isEmpty() ? Sizes.MARGIN : right + CHANNEL;
    columns.add(new Column(start, end, left, left - across[0], shiftY));
    right = left + across[across.length - 1] - across[0];
  }

  /** Every horizontal position in use between two cuts, in ascending order. */
  private double[] extent(Cut start, Cut end) {
    Column stretch = new Column(start, end, 0, 0, 0);
    Stream<Layout.Box> boxes = tall.boxes().stream().filter(box -> stretch.holds(box.y()));
    Stream<Layout.Point> points = tall.routes().stream().flatMap(route -> route.points().stream());
    return DoubleStream.concat(
            boxes.flatMapToDouble(box -> DoubleStream.of(box.x(), box.x() + box.width())),
            points.filter(point -> stretch.holds(point.y())).mapToDouble(Layout.Point::x))
        .sorted()
        .toArray();
  }

  private Layout layout() {
    double bottom =
        columns.stream().mapToDouble(column -> column.moved(column.end()).y()).max().getAsDouble();
    return new Layout(
        right + Sizes.MARGIN,
        bottom + Sizes.MARGIN,
        tall.boxes().stream().map(this::moved).toList(),
        tall.labels().stream().map(this::moved).toList(),
        tall.routes().stream().map(this::moved).toList());
  }

  private Column at(double y) {
    return columns.stream().filter(column -> column.holds(y)).findFirst().orElseThrow();
  }

  private Layout.Box moved(Layout.Box box) {
    Layout.Point corner = at(box.y()).moved(box.x(), box.y());
    return new Layout.Box(box.node(), corner.x(), corner.y(), box.width(), box.height());
  }

  private Layout.Label moved(Layout.Label label) {
    Layout.Point start = at(label.y()).moved(label.x(), label.y());
    return new Layout.Label(label.text(), start.x(), start.y());
  }

  private Layout.Route moved(Layout.Route route) {
    List<Layout.Point> points = new ArrayList<>();
    int column = columns.indexOf(at(route.points().get(0).y()));
    for (Layout.Point point : route.points()) {
      for (; !columns.get(column).holds(point.y()); column++) {
        addTurn(columns.get(column), columns.get(column + 1), points);
      }
      points.add(columns.get(column).moved(point.x(), point.y()));
    }
    return new Layout.Route(route.edge(), points);
  }

  /** Leads a line from the foot of a column, up beside the next, to its head. */
  private static void addTurn(Column from, Column to, List<Layout.Point> points) {
    Layout.Point foot = from.moved(from.end());
    Layout.Point head = to.moved(to.start());
    double channel = to.left() - CHANNEL / 2;
    if (!points.get(points.size() - 1).equals(foot)) {
      points.add(foot);
    }
    points.add(new Layout.Point(foot.x(), foot.y() + TURN));
    points.add(new Layout.Point(channel, foot.y() + TURN));
    points.add(new Layout.Point(channel, head.y() - TURN));
    points.add(new Layout.Point(head.x(), head.y() - TURN));
    points.add(head);
  }
}
