package io.repqc.cli.picture;

import java.util.List;
import java.util.Locale;

/**
 * Draws a diagram as a standalone SVG document: no script, no outside resources, the same bytes
 * each time.
 */
public final class SvgWriter {
  private static final String STYLE =
      """
      text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
      .ground { fill: #fcfcfb; }
      .box rect { stroke-width: 1.2; }
      .title { font-size: 12px; font-weight: 600; fill: #1d232b; text-anchor: middle; }
      .detail { font-size: 10.5px; fill: #46505c; text-anchor: middle; }
      .label { font-size: 9.5px; fill: #66707c; }
      .edge { fill: none; stroke: #8a94a0; stroke-width: 1.3; }
      .tip { fill: #8a94a0; }
      .input rect, .output rect { fill: #e9ecf0; stroke: #5d6875; }
      .convolution rect { fill: #dbe8fb; stroke: #3f6fb5; }
      .normalization rect { fill: #dff2e6; stroke: #3b8a5c; }
      .activation rect { fill: #fde9d9; stroke: #c07434; }
      .elementwise rect { fill: #fbf3cf; stroke: #a78a1f; }
      .pool rect { fill: #eae3f8; stroke: #7a5bb5; }
      .shape rect { fill: #f2f2f0; stroke: #92928a; }
      .quantizer rect { fill: #fbe1ec; stroke: #b5497d; }
      .other rect { fill: #ffffff; stroke: #7d8894; }
      @media (prefers-color-scheme: dark) {
        .ground { fill: #16191d; }
        .title { fill: #eef1f5; }
        .detail { fill: #c0c8d1; }
        .label { fill: #98a3af; }
        .edge { stroke: #717d8a; }
        .tip { fill: #717d8a; }
        .input rect, .output rect { fill: #333a43; stroke: #8b97a4; }
        .convolution rect { fill: #1e3354; stroke: #6c9be0; }
        .normalization rect { fill: #1c3a29; stroke: #62b586; }
        .activation rect { fill: #47301c; stroke: #dc9558; }
        .elementwise rect { fill: #3d3717; stroke: #c9ad45; }
        .pool rect { fill: #33284c; stroke: #a58adb; }
        .shape rect { fill: #2a2c2e; stroke: #85878a; }
        .quantizer rect { fill: #47202f; stroke: #db7ba6; }
        .other rect { fill: #20252b; stroke: #8b97a4; }
      }
      """;

  private static final double CAPTION_ROOM = 28;

  /** One of several diagrams in a picture, below its caption. */
  public record Panel(String caption, Diagram diagram) {}

  private final StringBuilder out = new StringBuilder();

  private SvgWriter() {}

  /** The text of the SVG file. */
  public static String write(Diagram diagram) {
    SvgWriter writer = new SvgWriter();
    Layout layout = LayeredLayout.of(diagram);
    writer.begin(layout.width(), layout.height());
    writer.draw(layout);
    writer.line("</svg>");
    return writer.out.toString();
  }

  /** The text of an SVG file that has the diagrams side by side. */
  public static String write(List<Panel> panels) {
    SvgWriter writer = new SvgWriter();
    List<Layout> layouts = panels.stream().map(panel -> LayeredLayout.of(panel.diagram())).toList();
    double height = layouts.stream().mapToDouble(Layout::height).max().orElse(0);
    writer.begin(layouts.stream().mapToDouble(Layout::width).sum(), CAPTION_ROOM + height);
    double left = 0;
    for (int i = 0; i < layouts.size(); i++) {
      writer.panel(panels.get(i).caption(), layouts.get(i), left);
      left += layouts.get(i).width();
    }
    writer.line("</svg>");
    return writer.out.toString();
  }

  private void panel(String caption, Layout layout, double left) {
    text("title", left + layout.width() / 2, CAPTION_ROOM / 2 + 0.35 * Sizes.TITLE, caption);
    line(
        "<g transform='translate(%s %s)'>",
        PathWriter.number(left), PathWriter.number(CAPTION_ROOM));
    draw(layout);
    line("</g>");
  }

  private void begin(double across, double down) {
    String width = PathWriter.number(across);
    String height = PathWriter.number(down);
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%s' height='%s' viewBox='0 0 %s %s'>",
        width, height, width, height);
    line("<style>\n%s</style>", STYLE);
    line(
        "<defs><marker id='tip' viewBox='0 0 8 8' refX='7.5' refY='4' markerWidth='7' markerHeight='7'"
            + " markerUnits='userSpaceOnUse' orient='auto'><path class='tip' d='M0.5 0.8L7.5 4L0.5 7.2z'/></marker></defs>");
    line("<rect class='ground' width='%s' height='%s'/>", width, height);
  }

  private void draw(Layout layout) {
    layout.routes().forEach(this::route);
    layout.labels().forEach(this::label);
    layout.boxes().forEach(this::box);
  }

  private void route(Layout.Route route) {
    String way = route.edge().from() + " \u2192 " + route.edge().to();
    line(
        "<path class='edge' marker-end='url(#tip)' d='%s'><title>%s</title></path>",
        PathWriter.write(route.points()),
        Xml.escaped(way + (route.edge().label().isEmpty() ? "" : "\n" + route.edge().label())));
  }

  private void label(Layout.Label label) {
    line(
        "<text class='label' x='%s' y='%s'>%s</text>",
        PathWriter.number(label.x()),
        PathWriter.number(label.y() + 0.35 * Sizes.LABEL),
        Xml.escaped(Sizes.label(label.text())));
  }

  private void box(Layout.Box box) {
    Diagram.Node node = box.node();
    line(
        "<g class='box %s'><title>%s</title>",
        node.kind().name().toLowerCase(Locale.ROOT), Xml.escaped(node.tooltip()));
    line(
        "<rect x='%s' y='%s' width='%s' height='%s' rx='%s'/>",
        PathWriter.number(box.x()),
        PathWriter.number(box.y()),
        PathWriter.number(box.width()),
        PathWriter.number(box.height()),
        PathWriter.number(radius(box)));
    List<String> lines = Sizes.lines(node);
    double y = box.y() + Sizes.PADDING + Sizes.TITLE_LINE / 2;
    text("title", box.centerX(), y + 0.35 * Sizes.TITLE, lines.get(0));
    y += (Sizes.TITLE_LINE + Sizes.DETAIL_LINE) / 2;
    for (String detail : lines.subList(1, lines.size())) {
      text("detail", box.centerX(), y + 0.35 * Sizes.DETAIL, detail);
      y += Sizes.DETAIL_LINE;
    }
    line("</g>");
  }

  /** Where a network begins and ends is round; what computes has corners. */
  private static double radius(Layout.Box box) {
    return switch (box.node().kind()) {
      case INPUT, OUTPUT -> Math.min(16, box.height() / 2);
      case CONVOLUTION, NORMALIZATION, ACTIVATION, ELEMENTWISE, POOL, SHAPE, QUANTIZER, OTHER -> 5;
    };
  }

  private void text(String style, double x, double y, String text) {
    line(
        "<text class='%s' x='%s' y='%s'>%s</text>",
        style, PathWriter.number(x), PathWriter.number(y), Xml.escaped(text));
  }

  private void line(String format, Object... values) {
    out.append(values.length == 0 ? format : format.formatted(values)).append('\n');
  }
}
