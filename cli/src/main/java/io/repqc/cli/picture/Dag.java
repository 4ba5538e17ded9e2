package io.repqc.cli.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The diagram's edges by number, without repetition: what the layout's first step works on. */
record Dag(List<List<Integer>> successors, List<List<Integer>> predecessors) {

  static Dag of(Diagram diagram) {
    Map<String, Integer> numbers = numbers(diagram);
    List<Set<Integer>> down = emptySets(numbers.size());
    List<Set<Integer>> up = emptySets(numbers.size());
    for (Diagram.Edge edge : diagram.edges()) {
      int from = numbers.get(edge.from());
      int to = numbers.get(edge.to());
      down.get(from).add(to);
      up.get(to).add(from);
    }
    return new Dag(asLists(down), asLists(up));
  }

  /** Each box's place in the diagram's list. */
  static Map<String, Integer> numbers(Diagram diagram) {
    Map<String, Integer> numbers = new HashMap<>();
    for (Diagram.Node node : diagram.nodes()) {
      numbers.put(node.id(), numbers.size());
    }
    return numbers;
  }

  int size() {
    return successors.size();
  }

  /** All nodes, each after its predecessors. */
  List<Integer> topologicalOrder() {
    int[] waiting = predecessors.stream().mapToInt(List::size).toArray();
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int node = 0; node < size(); node++) {
      if (waiting[node] == 0) {
        ready.add(node);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int node = ready.remove();
      order.add(node);
      for (int next : successors.get(node)) {
        if (--waiting[next] == 0) {
          ready.add(next);
        }
      }
    }
    if (order.size() < size()) {
      throw new IllegalArgumentException("the diagram has a cycle");
    }
    return order;
  }

  private static List<Set<Integer>> emptySets(int count) {
    List<Set<Integer>> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(new LinkedHashSet<>());
    }
    return sets;
  }

  private static List<List<Integer>> asLists(List<Set<Integer>> sets) {
    return sets.stream().map(set -> List.copyOf(new ArrayList<>(set))).toList();
  }
}
