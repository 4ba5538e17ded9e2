package io.repqc.cli.picture;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.Epoch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws how training went as a standalone SVG document: the loss of batches and epochs, and below
 * it the score of each epoch if there is one. The same bytes each time.
 */
public final class LearningCurve {

  /** The loss of a batch; {@code epoch} is the time at which it was over. */
  public record Batch(double epoch, double loss) {}

  private record Point(double x, double y) {}

  private static final String STYLE =
      """
      text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
      .ground { fill: #fcfcfb; }
      .title { font-size: 12px; font-weight: 600; fill: #1d232b; }
      .tick { font-size: 10.5px; fill: #46505c; }
      .grid { stroke: #e3e6ea; stroke-width: 1; }
      .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
      .batch { stroke: #b9c9e2; stroke-width: 1.2; }
      .loss { stroke: #3f6fb5; }
      .score { stroke: #c07434; }
      .dot.loss { fill: #3f6fb5; }
      .dot.score { fill: #c07434; }
      @media (prefers-color-scheme: dark) {
        .ground { fill: #16191d; }
        .title { fill: #eef1f5; }
        .tick { fill: #c0c8d1; }
        .grid { stroke: #2c333b; }
        .batch { stroke: #34486a; }
        .loss { stroke: #6c9be0; }
        .score { stroke: #dc9558; }
        .dot.loss { fill: #6c9be0; }
        .dot.score { fill: #dc9558; }
      }
      """;

  private static final double WIDTH = 640;
  private static final double PANEL = 190;
  private static final double LEFT = 64;
  private static final double RIGHT = WIDTH - 24;
  private static final double ABOVE = 40;
  private static final double BELOW = 36;
  private static final int TICKS = 5;
  private static final int TICKS_ACROSS = 10;
  private static final int MOST_POINTS = 400;
  private static final int FEW_POINTS = 30;

  private final StringBuilder out = new StringBuilder();
  private final Axis time;

  private LearningCurve(int epochs) {
    this.time = Axis.upTo(Math.max(1, epochs), TICKS_ACROSS, LEFT, RIGHT);
  }

  /** The text of the SVG file; what is not finite is left out. */
  public static String draw(List<Epoch> history, Metric metric, List<Batch> batches) {
    int epochs = history.isEmpty() ? 1 : history.get(history.size() - 1).number();
    List<Point> scores =
        finite(history.stream().map(each -> new Point(each.number(), each.score())).toList());
    LearningCurve curve = new LearningCurve(epochs);
    double height = (scores.isEmpty() ? 1 : 2) * (ABOVE + PANEL) + BELOW;
    curve.begin(height);
    curve.losses(history, batches);
    if (!scores.isEmpty()) {
      curve.scores(scores, metric);
    }
    curve.times(height - BELOW);
    curve.line("</svg>");
    return curve.out.toString();
  }

  private static List<Point> finite(List<Point> points) {
    return points.stream().filter(point -> Double.isFinite(point.y())).toList();
  }

  private void begin(double height) {
    String across = PathWriter.number(WIDTH);
    String down = PathWriter.number(height);
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%s' height='%s' viewBox='0 0 %s %s'>",
        across, down, across, down);
    line("<style>\n%s</style>", STYLE);
    line("<rect class='ground' width='%s' height='%s'/>", across, down);
  }

  private void losses(List<Epoch> history, List<Batch> batches) {
    List<Point> ofBatches = thinned(batches);
    List<Point> ofEpochs =
        finite(history.stream().map(each -> new Point(each.number(), each.loss())).toList());
    List<Point> all = new ArrayList<>(ofBatches);
    all.addAll(ofEpochs);
    Axis axis = panel(all, ABOVE);
    legend(ABOVE, "loss", "loss of epochs", 0);
    legend(ABOVE, "batch", "of batches", 1);
    line("<path class='line batch' d='%s'/>", path(ofBatches, axis));
    curve("loss", ofEpochs, axis);
  }

  private void scores(List<Point> scores, Metric metric) {
    double top = 2 * ABOVE + PANEL;
    Axis axis = panel(scores, top);
    legend(top, "score", metric + " of what is held out", 0);
    curve("score", scores, axis);
  }

  /** The grid of a panel and its axis, which runs upwards. */
  private Axis panel(List<Point> points, double top) {
    Axis axis = Axis.around(points.stream().map(Point::y).toList(), TICKS, top + PANEL, top);
    for (BigDecimal tick : axis.ticks()) {
      double y = axis.place(tick.doubleValue());
      grid(LEFT, y, RIGHT, y);
      text("tick", "end", LEFT - 8, y + 0.35 * 10.5, tick.toPlainString());
    }
    return axis;
  }

  private void times(double bottom) {
    for (BigDecimal tick : time.ticks()) {
      double x = time.place(tick.doubleValue());
      grid(x, bottom, x, bottom + 4);
      text("tick", "middle", x, bottom + 16, tick.toPlainString());
    }
    text("tick", "end", RIGHT, bottom + 30, "epochs");
  }

  private void legend(double top, String style, String text, int place) {
    double x = LEFT + place * 150;
    double y = top - 16;
    line("<path class='line %s' d='M%sh16'/>", style, pair(x, y));
    text("title", "start", x + 22, y + 0.35 * 12, text);
  }

  private void curve(String style, List<Point> points, Axis axis) {
    line("<path class='line %s' d='%s'/>", style, path(points, axis));
    if (points.size() <= FEW_POINTS) {
      for (Point point : points) {
        line(
            "<circle class='dot %s' cx='%s' cy='%s' r='2.6'><title>epoch %d: %s</title></circle>",
            style,
            PathWriter.number(time.place(point.x())),
            PathWriter.number(axis.place(point.y())),
            (int) point.x(),
            String.format(Locale.ROOT, "%.4g", point.y()));
      }
    }
  }

  private String path(List<Point> points, Axis axis) {
    return points.stream()
        .map(point -> pair(time.place(point.x()), axis.place(point.y())))
        .collect(Collectors.joining("L", points.isEmpty() ? "" : "M", ""));
  }

  /** As many points as can be told apart: each is the mean of some neighbours. */
  private static List<Point> thinned(List<Batch> batches) {
    int group = (batches.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<Point> points = new ArrayList<>();
    for (int from = 0; from < batches.size(); from += group) {
      List<Batch> some = batches.subList(from, Math.min(from + group, batches.size()));
      points.add(
          new Point(
              some.stream().mapToDouble(Batch::epoch).average().orElseThrow(),
              some.stream().mapToDouble(Batch::loss).average().orElseThrow()));
    }
    return finite(points);
  }

  private void grid(double fromX, double fromY, double toX, double toY) {
    line("<path class='grid' d='M%sL%s'/>", pair(fromX, fromY), pair(toX, toY));
  }

  private void text(String style, String anchor, double x, double y, String text) {
    line(
        "<text class='%s' text-anchor='%s' x='%s' y='%s'>%s</text>",
        style, anchor, PathWriter.number(x), PathWriter.number(y), Xml.escaped(text));
  }

  private static String pair(double x, double y) {
    return PathWriter.number(x) + " " + PathWriter.number(y);
  }

  private void line(String format, Object... values) {
    out.append(values.length == 0 ? format : format.formatted(values)).append('\n');
  }
}
