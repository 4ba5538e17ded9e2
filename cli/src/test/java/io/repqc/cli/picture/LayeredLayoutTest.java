package io.repqc.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.cli.picture.Diagram.Edge;
import io.repqc.cli.picture.Diagram.Kind;
import io.repqc.cli.picture.Diagram.Node;
import io.repqc.cli.picture.Layout.Box;
import io.repqc.cli.picture.Layout.Label;
import io.repqc.cli.picture.Layout.Point;
import io.repqc.cli.picture.Layout.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LayeredLayoutTest {
  private static final double CURVE_STEPS = 16;
  private static final double EXACTLY = 1e-6;

  static Stream<Diagram> diagrams() {
    Stream<Diagram> random = Stream.of(1, 2, 3, 4, 5, 6).map(seed -> random(new Random(seed)));
    return Stream.concat(SampleDiagrams.all().values().stream(), random);
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void placesEachBoxOnceInsideThePicture(Diagram diagram) {
    Layout layout = LayeredLayout.of(diagram);

    assertEquals(diagram.nodes(), layout.boxes().stream().map(Box::node).toList());
    for (Box box : layout.boxes()) {
      assertTrue(box.x() > 0 && box.x() + box.width() < layout.width(), () -> box + " is outside");
      assertTrue(box.y() > 0 && box.bottom() < layout.height(), () -> box + " is outside");
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void boxesAndLabelsDoNotOverlap(Diagram diagram) {
    Layout layout = LayeredLayout.of(diagram);
    List<Box> areas = new ArrayList<>(layout.boxes());
    layout.labels().forEach(label -> areas.add(area(label)));

    for (Box area : areas) {
      List<Box> touching =
          areas.stream().filter(other -> other != area && overlap(area, other)).toList();
      assertEquals(List.of(), touching, () -> "overlap " + area);
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void routesJoinTheirBoxesAndTouchNoOther(Diagram diagram) {
    Layout layout = LayeredLayout.of(diagram);
    Map<String, Box> boxes = new HashMap<>();
    layout.boxes().forEach(box -> boxes.put(box.node().id(), box));

    for (Route route : layout.routes()) {
      Box from = boxes.get(route.edge().from());
      Box to = boxes.get(route.edge().to());
      List<Point> points = route.points();
      Point end = points.get(points.size() - 1);
      assertEquals(from.centerX(), points.get(0).x(), EXACTLY);
      assertEquals(from.bottom(), points.get(0).y(), EXACTLY);
      assertEquals(to.y(), end.y(), EXACTLY);
      assertTrue(Math.abs(end.x() - to.centerX()) <= to.width() / 2);
      List<Point> line = line(points);
      for (Box box : layout.boxes()) {
        assertTrue(
            line.stream().noneMatch(point -> inside(box, point)), () -> route + " hits " + box);
      }
      for (Label label : layout.labels()) {
        assertTrue(
            line.stream().noneMatch(point -> inside(area(label), point)),
            () -> route + " hits " + label);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void everyEdgeLeadsDownOrToALaterColumn(Diagram diagram) {
    Layout layout = LayeredLayout.of(diagram);

    for (Route route : layout.routes()) {
      List<Point> points = route.points();
      Point first = points.get(0);
      Point last = points.get(points.size() - 1);
      boolean turns = false;
      for (int i = 1; i < points.size(); i++) {
        turns |= points.get(i).y() < points.get(i - 1).y();
      }
      assertTrue(turns ? last.x() > first.x() : last.y() > first.y(), route::toString);
    }
  }

  @Test
  void aChainRunsStraightDown() {
    Layout layout = LayeredLayout.of(SampleDiagrams.chain(10));

    assertEquals(1, distinct(layout, Box::centerX));
    layout.routes().forEach(route -> assertEquals(2, route.points().size()));
  }

  @Test
  void theMainWayOfAResidualNetworkRunsStraightDownInEachColumn() {
    Layout layout = LayeredLayout.of(SampleDiagrams.residual(2));

    List<Box> sums =
        layout.boxes().stream().filter(box -> box.node().title().equals("Add")).toList();
    List<Box> wide =
        layout.boxes().stream().filter(box -> box.node().title().equals("Conv 3×3")).toList();
    assertEquals(2, sums.size());
    assertEquals(
        1, Stream.concat(sums.stream(), wide.stream()).map(Box::centerX).distinct().count());
  }

  @Test
  void branchesStandSideBySide() {
    Layout layout = LayeredLayout.of(SampleDiagrams.inception(1));

    List<Box> first = layout.boxes().subList(1, layout.boxes().size());
    long level = first.stream().filter(box -> box.y() == first.get(0).y()).count();
    assertEquals(6, level);
  }

  @Test
  void branchesOfKnownNetworksDoNotCross() {
    for (Diagram diagram :
        List.of(SampleDiagrams.repVgg(4), SampleDiagrams.dbb(3), SampleDiagrams.mobileOne(3))) {
      Dag dag = Dag.of(diagram);
      Rows rows = new Rows(dag, Ranking.of(dag));

      Ordering.arrange(rows);

      assertEquals(0, Crossings.count(rows.rows()));
    }
  }

  @Test
  void removesAvoidableCrossings() {
    List<Node> nodes =
        Stream.of("a", "b", "c", "d", "e", "f").map(LayeredLayoutTest::node).toList();
    List<Edge> edges =
        List.of(
            edge("a", "e"),
            edge("a", "f"),
            edge("b", "d"),
            edge("b", "f"),
            edge("c", "d"),
            edge("c", "e"));
    Dag dag = Dag.of(new Diagram(nodes, edges));
    Rows rows = new Rows(dag, Ranking.of(dag));

    Ordering.arrange(rows);

    // Six edges between three and three, each vertex of degree two: a ring, which cannot do with
    // fewer than two.
    assertEquals(2, Crossings.count(rows.rows()));
  }

  @Test
  void anInputStandsRightAboveWhereItIsRead() {
    Layout layout = LayeredLayout.of(SampleDiagrams.manyEnds());
    Box late = box(layout, "a late state");
    Box join = box(layout, "Concat");

    boolean somethingBetween =
        layout.boxes().stream().anyMatch(box -> box.y() > late.bottom() && box.bottom() < join.y());
    assertFalse(somethingBetween);
  }

  @Test
  void tallPicturesGoOnInColumns() {
    Layout layout = LayeredLayout.of(SampleDiagrams.repVgg(22));

    assertTrue(layout.width() > layout.height());
    assertTrue(layout.width() < 2 * layout.height());
  }

  @Test
  void longNetworksNeedNoDeepStackAndLittleTime() {
    assertEquals(3002, LayeredLayout.of(SampleDiagrams.chain(3000)).boxes().size());
    Diagram large = SampleDiagrams.repVgg(40);
    assertTrue(large.nodes().size() > 300);
    // Ten times what it takes, so that a busy machine passes and a quadratic step does not.
    Assertions.assertTimeout(Duration.ofSeconds(3), () -> LayeredLayout.of(large));
  }

  @Test
  void emptyDiagramsHaveAPicture() {
    Layout layout = LayeredLayout.of(new Diagram(List.of(), List.of()));

    assertTrue(layout.boxes().isEmpty() && layout.width() > 0 && layout.height() > 0);
  }

  @Test
  void aValueReadTwiceByOneBoxIsOneLine() {
    List<Edge> twice = List.of(edge("a", "b"), edge("a", "b"));

    Layout layout = LayeredLayout.of(new Diagram(List.of(node("a"), node("b")), twice));

    assertEquals(1, layout.routes().size());
  }

  @Test
  void refusesCyclesAndUnknownEnds() {
    List<Node> nodes = List.of(node("a"), node("b"));
    Diagram cycle = new Diagram(nodes, List.of(edge("a", "b"), edge("b", "a")));

    assertThrows(IllegalArgumentException.class, () -> LayeredLayout.of(cycle));
    assertThrows(IllegalArgumentException.class, () -> new Diagram(nodes, List.of(edge("a", "c"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Diagram(List.of(node("a"), node("a")), List.of()));
  }

  private static Node node(String id) {
    return new Node(id, id, List.of(), id, Kind.OTHER);
  }

  private static Edge edge(String from, String to) {
    return new Edge(from, to, "1×8×16×16");
  }

  /** A diagram without any of the order that networks have. */
  private static Diagram random(Random random) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<String> details = List.of("some", "more").subList(0, random.nextInt(3));
      nodes.add(new Node("n" + i, "x".repeat(1 + random.nextInt(50)), details, "", Kind.OTHER));
      for (int k = 0; i > 0 && k < random.nextInt(4); k++) {
        edges.add(new Edge("n" + random.nextInt(i), "n" + i, "f32[" + random.nextInt(3) + "]"));
      }
    }
    return new Diagram(nodes, edges);
  }

  private static Box box(Layout layout, String title) {
    return layout.boxes().stream()
        .filter(box -> box.node().title().equals(title))
        .findFirst()
        .get();
  }

  private static long distinct(Layout layout, ToDoubleFunction<Box> measure) {
    return layout.boxes().stream().mapToDouble(measure).distinct().count();
  }

  private static Box area(Label label) {
    double width = Lettering.width(Sizes.label(label.text()), Sizes.LABEL);
    return new Box(node(label.text()), label.x(), label.y() - Sizes.LABEL / 2, width, Sizes.LABEL);
  }

  private static boolean overlap(Box a, Box b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.bottom()
        && b.y() < a.bottom();
  }

  private static boolean inside(Box box, Point point) {
    return point.x() > box.x()
        && point.x() < box.x() + box.width()
        && point.y() > box.y() + EXACTLY
        && point.y() < box.bottom() - EXACTLY;
  }

  /** Points along the drawn line; each curve bends halfway between its ends. */
  private static List<Point> line(List<Point> corners) {
    List<Point> line = new ArrayList<>();
    for (int i = 1; i < corners.size(); i++) {
      Point from = corners.get(i - 1);
      Point to = corners.get(i);
      for (int step = 0; step <= CURVE_STEPS; step++) {
        double t = step / CURVE_STEPS;
        double across = t * t * (3 - 2 * t);
        line.add(
            new Point(from.x() + across * (to.x() - from.x()), from.y() + t * (to.y() - from.y())));
      }
    }
    line.sort(Comparator.comparingDouble(Point::y));
    return line;
  }
}
