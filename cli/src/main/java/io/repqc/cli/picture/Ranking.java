package io.repqc.cli.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The row of each node: every edge leads downward, and edges are short.
 *
 * <p>Starts with everything as high as it can be, then lowers groups of nodes as long as that
 * shortens more edges than it lengthens. Lowering is enough: the total length is a convex function
 * of the rows, least somewhere below.
 */
final class Ranking {
  private static final int MOST_ROUNDS = 20;

  private final Dag dag;
  private final int[] row;

  private Ranking(Dag dag) {
    this.dag = dag;
    this.row = new int[dag.size()];
  }

  static int[] of(Dag dag) {
    Ranking ranking = new Ranking(dag);
    List<Integer> order = dag.topologicalOrder();
    ranking.raise(order);
    for (int round = 0; round < MOST_ROUNDS && ranking.lowerGroups(order); round++) {}
    return ranking.row;
  }

  private void raise(List<Integer> order) {
    for (int node : order) {
      for (int next : dag.successors().get(node)) {
        row[next] = Math.max(row[next], row[node] + 1);
      }
    }
  }

  private boolean lowerGroups(List<Integer> order) {
    boolean changed = false;
    for (int node : order) {
      if (gain(node) > 0) {
        changed |= lowerGroupOf(node);
      }
    }
    return changed;
  }

  /** How much shorter the edges at this node become when it alone sinks by one row. */
  private int gain(int node) {
    return dag.successors().get(node).size() - dag.predecessors().get(node).size();
  }

  private boolean lowerGroupOf(int node) {
    Set<Integer> group = groupOf(node);
    if (group.stream().mapToInt(this::gain).sum() <= 0) {
      return false;
    }
    int distance = roomBelow(group);
    group.forEach(member -> row[member] += distance);
    return distance > 0;
  }

  /** What must sink with the node, and what had better do so since it feeds nothing else. */
  private Set<Integer> groupOf(int node) {
    Set<Integer> group = new LinkedHashSet<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      int member = open.remove();
      if (group.add(member)) {
        open.addAll(touchingBelow(member));
        open.addAll(feedersOf(member, group));
      }
    }
    return group;
  }

  private List<Integer> touchingBelow(int node) {
    return dag.successors().get(node).stream().filter(next -> row[next] == row[node] + 1).toList();
  }

  private List<Integer> feedersOf(int node, Set<Integer> group) {
    List<Integer> feeders = new ArrayList<>();
    for (int previous : dag.predecessors().get(node)) {
      if (gain(previous) >= 0 && group.containsAll(dag.successors().get(previous))) {
        feeders.add(previous);
      }
    }
    return feeders;
  }

  private int roomBelow(Set<Integer> group) {
    int room = Integer.MAX_VALUE;
    for (int member : group) {
      for (int next : dag.successors().get(member)) {
        if (!group.contains(next)) {
          room = Math.min(room, row[next] - row[member] - 1);
        }
      }
    }
    return room;
  }
}
