package io.repqc.passes.materialize;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of values that no input reaches, computed in double and rounded once. A quantizer
 * divides numbers as they are stored, since its ties depend on that.
 */
public final class WeightNumbers {
  private WeightNumbers() {}

  public static Map<Value, Tensor> of(Model model, Collection<Value> values) {
    Set<Value> floats = Collections.newSetFromMap(new IdentityHashMap<>());
    values.forEach(value -> floats.addAll(isQuantizer(value) ? operands(value) : List.of(value)));
    Map<Value, Tensor> numbers = rounded(model, floats);
    values.stream()
        .filter(WeightNumbers::isQuantizer)
        .forEach(value -> numbers.put(value, value.op().evaluate(numbers::get)));
    return numbers;
  }

  private static boolean isQuantizer(Value value) {
    return value.op() instanceof Quantize;
  }

  private static List<Value> operands(Value value) {
    return OpSchema.operands(value.op());
  }

  private static Map<Value, Tensor> rounded(Model model, Collection<Value> values) {
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
