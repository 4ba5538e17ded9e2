package io.repqc.passes.materialize;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of values that no input reaches, computed in double and rounded once. */
public final class WeightNumbers {
  private WeightNumbers() {}

  public static Map<Value, Tensor> of(Model model, Collection<Value> values) {
    Map<String, Tensor> exact =
        new Interpreter(weights(model, values).inDouble(), Interpreter.Evaluation.REFERENCE)
            .run(Map.of());
    Map<Value, Tensor> rounded = new IdentityHashMap<>();
    for (Value value : values) {
      Tensor tensor = exact.get(value.name());
      boolean fits = tensor.type().equals(value.type());
      rounded.put(value, fits ? tensor : Tensor.generate(value.type(), tensor::number));
    }
    return rounded;
  }

  private static Model weights(Model model, Collection<Value> values) {
    List<Output> outputs = new ArrayList<>();
    values.forEach(value -> outputs.add(new Output(value.name(), value)));
    Graph graph = new Graph(model.graph().name(), List.of(), outputs);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    graph.parameters().forEach(value -> parameters.put(value.name(), model.parameter(value)));
    return new Model(graph, parameters);
  }
}
