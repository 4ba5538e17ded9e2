package io.repqc.cli.picture;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as a reader sees it: titled boxes and the values that run between them, without any
 * position.
 */
public record Diagram(List<Node> nodes, List<Edge> edges) {

  /** What a box stands for; decides its colour and outline. */
  public enum Kind {
    INPUT,
    OUTPUT,
    CONVOLUTION,
    NORMALIZATION,
    ACTIVATION,
    ELEMENTWISE,
    POOL,
    SHAPE,
    QUANTIZER,
    OTHER
  }

  /**
   * One box: a title, some lines of detail below it, and the text shown while the pointer rests on
   * it.
   */
  public record Node(String id, String title, List<String> details, String tooltip, Kind kind) {
    public Node {
      details = List.copyOf(details);
    }
  }

  /**
   * A value on its way from the box that computes it to one that reads it; the label is its shape,
   * or empty.
   */
  public record Edge(String from, String to, String label) {}

  public Diagram {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    checkEnds(nodes, edges);
  }

  private static void checkEnds(List<Node> nodes, List<Edge> edges) {
    Set<String> ids = new HashSet<>();
    for (Node node : nodes) {
      check(ids.add(node.id()), "two boxes have the id " + node.id());
    }
    for (Edge edge : edges) {
      check(ids.contains(edge.from()), "an edge leaves the unknown box " + edge.from());
      check(ids.contains(edge.to()), "an edge enters the unknown box " + edge.to());
    }
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
