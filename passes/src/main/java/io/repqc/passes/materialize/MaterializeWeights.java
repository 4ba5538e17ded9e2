package io.repqc.passes.materialize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates what no input reaches, in double, and stores it once rounded; of a quantized weight the
 * integers are stored:
 *
 * <pre>{@code
 * conv(x, mul(w, t), b)  ->  conv(x, w', b)
 * conv(x, dequantize(quantize(w, s, z), s, z), b)  ->  conv(x, dequantize(w', s, z), b)
 * }</pre>
 *
 * What was trainable is gone; a model that is still to be trained does not come here.
 */
public final class MaterializeWeights implements Pass {
  @Override
  public String name() {
    return "materialize";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Set<Value> expressions = expressions(model.graph());
    Map<Value, Tensor> numbers =
        WeightNumbers.of(model, model.graph().select(expressions::contains));
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    Graph graph =
        new Rewrite(model.graph())
            .each(
                (value, op) ->
                    expressions.contains(value)
                        ? parameter(value, numbers.get(value), parameters)
                        : Rewrite.keep(value, op));
    graph.parameters().forEach(p -> parameters.computeIfAbsent(p.name(), model.parameters()::get));
    return new Model(graph, parameters);
  }

  private static Value parameter(Value value, Tensor tensor, Map<String, Tensor> parameters) {
    parameters.put(value.name(), tensor);
    return Value.of(value.name(), new Parameter(tensor.type(), false));
  }

  /**
   * The computed values of the weight side that the data side, or nobody but the user, or what
   * makes floats of stored integers reads.
   */
  private static Set<Value> expressions(Graph graph) {
    DataSide data = new DataSide(graph);
    Deque<Value> open = new ArrayDeque<>();
    data.computed().forEach(value -> open.addAll(OpSchema.operands(value.op())));
    graph.outputs().forEach(output -> open.add(output.value()));
    Set<Value> kept = kept(graph, data);
    Set<Value> expressions = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (kept.contains(value)) {
        open.addAll(OpSchema.operands(value.op()));
      } else if (!data.contains(value) && isComputed(value.op())) {
        expressions.add(value);
      }
    }
    return expressions;
  }

  /** What makes floats of integers on the weight side, and what only moves these floats. */
  private static Set<Value> kept(Graph graph, DataSide data) {
    Set<Value> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value value : graph.values()) {
      if (!data.contains(value)
          && (value.op() instanceof Dequantize
              || isMove(value.op()) && kept.containsAll(OpSchema.operands(value.op())))) {
        kept.add(value);
      }
    }
    return kept;
  }

  private static boolean isComputed(Op op) {
    return !(op instanceof Constant || op instanceof Parameter);
  }

  private static boolean isMove(Op op) {
    return op instanceof Reshape || op instanceof Slice || op instanceof Transpose;
  }
}
