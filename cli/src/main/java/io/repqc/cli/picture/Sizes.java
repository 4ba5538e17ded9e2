package io.repqc.cli.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The measures of the picture, in pixels: text sizes, paddings, and from them how large a box is.
 */
final class Sizes {
  static final double TITLE = 12;
  static final double DETAIL = 10.5;
  static final double LABEL = 9.5;

  static final double TITLE_LINE = 16;
  static final double DETAIL_LINE = 14;
  static final double LABEL_LINE = 12;

  static final double PADDING = 6;
  static final double LABEL_INDENT = 5;
  static final double MARGIN = 24;
  static final double BETWEEN_BOXES = 22;
  static final double BETWEEN_PASSES = 14;

  private static final double SIDE_PADDING = 12;
  private static final double NARROWEST = 64;
  private static final int LONGEST_LINE = 34;
  private static final int LONGEST_LABEL = 30;

  private Sizes() {}

  /** The lines in the box, the title first, shortened where they are too long. */
  static List<String> lines(Diagram.Node node) {
    List<String> lines = new ArrayList<>();
    lines.add(Lettering.shortened(node.title(), LONGEST_LINE));
    node.details().forEach(detail -> lines.add(Lettering.shortened(detail, LONGEST_LINE)));
    return lines;
  }

  static String label(String label) {
    return Lettering.shortened(label, LONGEST_LABEL);
  }

  static double boxHeight(Diagram.Node node) {
    return 2 * PADDING + TITLE_LINE + DETAIL_LINE * node.details().size();
  }

  /** Wide enough for the text inside, and for the labels below the right half. */
  static double boxWidth(Diagram.Node node, Collection<String> labels) {
    List<String> lines = lines(node);
    double text = 1.06 * Lettering.width(lines.get(0), TITLE);
    for (String detail : lines.subList(1, lines.size())) {
      text = Math.max(text, Lettering.width(detail, DETAIL));
    }
    double width = Math.max(NARROWEST, text + 2 * SIDE_PADDING);
    for (String label : labels) {
      width = Math.max(width, 2 * (LABEL_INDENT + Lettering.width(label(label), LABEL)));
    }
    return 8 * Math.ceil(width / 8);
  }
}
