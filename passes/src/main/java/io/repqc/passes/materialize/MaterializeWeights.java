package io.repqc.passes.materialize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates what no input reaches, in double, and stores it once rounded:
 *
 * <pre>{@code
 * conv(x, mul(w, t), b)  ->  conv(x, w', b)
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
    Map<Value, Tensor> numbers = WeightNumbers.of(model, expressions(model.graph()));
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    Graph graph =
        new Rewrite(model.graph())
            .each(
                (value, op) ->
                    numbers.containsKey(value)
                        ? parameter(value, numbers.get(value), parameters)
                        : Rewrite.keep(value, op));
    graph.parameters().forEach(p -> parameters.computeIfAbsent(p.name(), model.parameters()::get));
    return new Model(graph, parameters);
  }

  private static Value parameter(Value value, Tensor tensor, Map<String, Tensor> parameters) {
    parameters.put(value.name(), tensor);
    return Value.of(value.name(), new Parameter(tensor.type(), false));
  }

  /** The computed values of the weight side that the data side, or nobody but the user, reads. */
  private static List<Value> expressions(Graph graph) {
    DataSide data = new DataSide(graph);
    Set<Value> read = Collections.newSetFromMap(new IdentityHashMap<>());
    data.computed().forEach(value -> read.addAll(OpSchema.operands(value.op())));
    graph.outputs().forEach(output -> read.add(output.value()));
    return graph.select(
        value -> read.contains(value) && !data.contains(value) && isComputed(value.op()));
  }

  private static boolean isComputed(Op op) {
    return !(op instanceof Constant || op instanceof Parameter);
  }
}
