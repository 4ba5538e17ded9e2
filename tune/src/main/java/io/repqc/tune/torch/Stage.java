package io.repqc.tune.torch;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is computed in one go, in graph order.
 *
 * @param endings for each value, what nobody reads any more once it is computed
 */
record Stage(List<Value> values, Map<Value, List<Value>> endings) {

  /** All that {@code roots}, which stay, need and is not known. */
  static Stage of(Graph graph, Reading reading, Collection<Value> roots, Predicate<Value> isKnown) {
    Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (!isKnown.test(value) && needed.add(value)) {
        open.addAll(reading.operands(value));
      }
    }
    List<Value> values = graph.select(needed::contains);
    return new Stage(values, endings(values, reading, roots, needed));
  }

  private static Map<Value, List<Value>> endings(
      List<Value> values, Reading reading, Collection<Value> roots, Set<Value> needed) {
    Map<Value, Value> last = new IdentityHashMap<>();
    for (Value value : values) {
      reading.operands(value).stream().filter(needed::contains).forEach(v -> last.put(v, value));
    }
    roots.forEach(last::remove);
    Map<Value, List<Value>> endings = new IdentityHashMap<>();
    last.forEach(
        (value, reader) -> endings.computeIfAbsent(reader, key -> new ArrayList<>()).add(value));
    return endings;
  }
}
