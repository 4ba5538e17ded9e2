package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A network: its inputs in the user's order, its outputs, and everything that these depend on.
 * Immutable; a pass returns a new graph.
 */
public final class Graph {
  private final String name;
  private final List<Value> inputs;
  private final List<Output> outputs;
  private final List<Value> values;

  public Graph(String name, List<Value> inputs, List<Output> outputs) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.values = Collections.unmodifiableList(sort(this.inputs, this.outputs));
  }

  public String name() {
    return name;
  }

  public List<Value> inputs() {
    return inputs;
  }

  public List<Output> outputs() {
    return outputs;
  }

  /** All values, each after its operands; the order in which they are printed, run and emitted. */
  public List<Value> values() {
    return values;
  }

  /** The parameters that the outputs depend on. */
  public List<Value> parameters() {
    return select(value -> value.op() instanceof Parameter);
  }

  public List<Value> select(Predicate<Value> predicate) {
    return values.stream().filter(predicate).toList();
  }

  /** Who uses which value; compute it once and ask it often. */
  public Uses uses() {
    return new Uses(this);
  }

  /**
   * This graph at another batch size: every input that has a batch dimension gets {@code batch}.
   */
  public Graph withBatch(int batch) {
    return Retype.batch(this, batch);
  }

  /** This graph with inputs of other shapes, by name; one that they do not fit is refused. */
  public Graph withShapes(Map<String, Shape> shapes) {
    return Retype.shapes(this, shapes);
  }

  /** This graph with {@code f64} in the place of every {@code f32}. */
  public Graph inDouble() {
    return Retype.inDouble(this);
  }

  /** The size of the batch, 1 if no input has one. */
  public int batch() {
    return inputs.stream()
        .filter(value -> ((Input) value.op()).batched())
        .mapToInt(value -> value.type().dim(0))
        .findFirst()
        .orElse(1);
  }

  /** How many items these inputs hold, by name; that of the graph itself where none is a batch. */
  public int items(Map<String, Tensor> tensors) {
    return inputs.stream()
        .filter(value -> ((Input) value.op()).batched())
        .map(value -> tensors.get(value.name()))
        .filter(tensor -> tensor != null && tensor.shape().rank() > 0)
        .mapToInt(tensor -> tensor.shape().dim(0))
        .findFirst()
        .orElse(batch());
  }

  /** Depth first without recursion, since a network may be some thousand values deep. */
  private static List<Value> sort(List<Value> inputs, List<Output> outputs) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> order = new ArrayList<>();
    Deque<Visit> stack = new ArrayDeque<>();
    List<Value> roots = new ArrayList<>(inputs);
    outputs.forEach(output -> roots.add(output.value()));
    for (Value root : roots) {
      if (seen.add(root)) {
        stack.push(new Visit(root));
      }
      while (!stack.isEmpty()) {
        Visit visit = stack.peek();
        if (!visit.operands().hasNext()) {
          order.add(stack.pop().value());
          continue;
        }
        Value operand = visit.operands().next();
        if (seen.add(operand)) {
          stack.push(new Visit(operand));
        }
      }
    }
    return order;
  }

  private record Visit(Value value, Iterator<Value> operands) {
    Visit(Value value) {
      this(value, OpSchema.operands(value.op()).iterator());
    }
  }
}
