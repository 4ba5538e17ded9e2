package io.repqc.compiler.run;

import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tensors that a network is to run on, in batches: parts of a certain size if the network
 * computes each item by itself, of its own size if it takes no other, else all at once.
 */
public final class Batches implements Iterable<Map<String, Tensor>> {
  private final List<String> batched;
  private final Map<String, Tensor> inputs;
  private final int items;
  private final int size;

  /** {@code inputs} holds a tensor for each input, with the same number of items where batched. */
  public Batches(Graph graph, Map<String, Tensor> inputs, int mostItems) {
    this.batched = batched(graph);
    this.inputs = inputs;
    this.items = graph.items(inputs);
    this.size = size(graph, mostItems);
  }

  /** The names of the inputs whose first axis is the batch. */
  public static List<String> batched(Graph graph) {
    return graph.inputs().stream()
        .filter(value -> ((Input) value.op()).batched())
        .map(Value::name)
        .toList();
  }

  /** At least so many items, in batches of the graph's own size. */
  public static int whole(Graph graph, int items) {
    return (items + graph.batch() - 1) / graph.batch() * graph.batch();
  }

  private int size(Graph graph, int mostItems) {
    if (items > mostItems && BatchIndependence.of(graph)) {
      return mostItems;
    }
    boolean isCut = items > graph.batch() && items % graph.batch() == 0 && !fits(graph);
    return isCut ? graph.batch() : items;
  }

  private boolean fits(Graph graph) {
    try {
      graph.withBatch(items);
      return true;
    } catch (ModelException e) {
      return false;
    }
  }

  /** How many items all batches hold together. */
  public int items() {
    return items;
  }

  /** How many batches there are; one if there are no items. */
  public int count() {
    return items == 0 ? 1 : (items + size - 1) / size;
  }

  @Override
  public Iterator<Map<String, Tensor>> iterator() {
    return IntStream.range(0, count()).mapToObj(this::batch).iterator();
  }

  private Map<String, Tensor> batch(int index) {
    int from = index * size;
    int to = Math.min(items, from + size);
    Map<String, Tensor> batch = new LinkedHashMap<>(inputs);
    if (count() > 1) {
      batched.forEach(name -> batch.computeIfPresent(name, (n, t) -> Rows.slice(t, from, to)));
    }
    return batch;
  }
}
