package io.repqc.ir;

import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The same network over other types: only where types enter a graph do they change, the rest
 * follows.
 */
final class Retype {
  private Retype() {}

  static Graph batch(Graph graph, int batch) {
    return apply(graph, "at batch " + batch, op -> withBatch(op, batch));
  }

  /** Inputs of other shapes, by name; the others stay. */
  static Graph shapes(Graph graph, Map<String, Shape> shapes) {
    return apply(graph, "inputs of shape " + shapes, (value, op) -> withShape(value, op, shapes));
  }

  static Graph inDouble(Graph graph) {
    return apply(graph, "in f64", Retype::widen);
  }

  private static Graph apply(Graph graph, String how, UnaryOperator<Op> change) {
    return apply(graph, how, (value, op) -> change.apply(op));
  }

  private static Graph apply(Graph graph, String how, BiFunction<Value, Op, Op> change) {
    return new Rewrite(graph)
        .each(
            (value, op) -> {
              try {
                return Value.of(value.name(), change.apply(value, op));
              } catch (IrException e) {
                throw new ModelException(
                    "%s: %%%s: the network does not fit %s: %s"
                        .formatted(graph.name(), value.name(), how, e.getMessage()));
              }
            });
  }

  private static Op withBatch(Op op, int batch) {
    return op instanceof Input input && input.batched()
        ? new Input(input.type().with(input.type().shape().with(0, batch)), true)
        : op;
  }

  private static Op withShape(Value value, Op op, Map<String, Shape> shapes) {
    Shape shape = shapes.get(value.name());
    return op instanceof Input input && shape != null
        ? new Input(input.type().with(shape), input.batched())
        : op;
  }

  private static Op widen(Op op) {
    if (op instanceof Constant constant) {
      return new Constant(constant.tensor().inDouble());
    }
    return OpSchema.mapTypes(op, type -> type == ElementType.F32 ? ElementType.F64 : type);
  }
}
