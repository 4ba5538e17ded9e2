package io.repqc.passes.repair;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.passes.materialize.WeightNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Runs a model on all batches at once, value by value, so that a layer can get other numbers when
 * all is known that it reads, and what follows sees them. Kept are only tensors still to be read.
 */
final class Lockstep {

  /** What a layer gets: numbers by the names of their parameters. */
  interface Repair {
    Map<String, Tensor> of(Twin twin);
  }

  private final Model model;
  private final Batches batches;
  private final Map<Value, Twin> twins = new IdentityHashMap<>();
  private final List<Value> values;
  private final List<List<Value>> fitting;
  private final DataSide data;
  private final Map<Value, Value> lastReaders = new IdentityHashMap<>();
  private final Map<String, Tensor> parameters;
  private final Map<String, List<Tensor>> tensors = new HashMap<>();

  Lockstep(Model model, List<Twin> twins, Batches batches) {
    this.model = model;
    this.batches = batches;
    twins.forEach(twin -> this.twins.put(twin.quantized().value(), twin));
    Graph graph = upTo(model.graph(), twins);
    values = graph.values();
    fitting =
        batches.fit(new Model(graph, Map.of())).stream().map(m -> m.graph().values()).toList();
    data = new DataSide(graph);
    parameters = new LinkedHashMap<>(model.parameters());
    for (Value value : values) {
      OpSchema.operands(value.op()).forEach(operand -> lastReaders.put(operand, value));
    }
  }

  private static Graph upTo(Graph graph, List<Twin> twins) {
    List<Output> ends =
        twins.stream()
            .map(twin -> twin.quantized().value())
            .map(value -> new Output(value.name(), value))
            .toList();
    return new Graph(graph.name(), graph.inputs(), ends);
  }

  /** The model with what {@code repair} gives to its layers; {@code progress} counts them. */
  Model run(Repair repair, IntConsumer progress) {
    int done = 0;
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      if (twins.containsKey(value)) {
        parameters.putAll(repair.of(twins.get(value)));
        progress.accept(++done);
      }
      if (data.contains(value)) {
        keep(i);
      }
    }
    return new Model(model.graph(), parameters);
  }

  private void keep(int index) {
    Value value = values.get(index);
    if (lastReaders.containsKey(value)) {
      tensors.put(value.name(), compute(index));
    }
    OpSchema.operands(value.op()).stream()
        .filter(operand -> lastReaders.get(operand) == value)
        .forEach(operand -> tensors.remove(operand.name()));
  }

  /** An operand of the layer under repair, batch by batch. */
  List<Tensor> operand(Value value) {
    return tensors.get(value.name());
  }

  /** The result of the layer under repair as its numbers are now, batch by batch. */
  List<Tensor> result(Layer layer) {
    return compute(values.indexOf(layer.value()));
  }

  /** What a value that no input reaches is now. */
  Tensor number(Value value) {
    return numbers(List.of(value)).get(value);
  }

  private Map<Value, Tensor> numbers(List<Value> weights) {
    return WeightNumbers.of(new Model(model.graph(), parameters), weights);
  }

  private List<Tensor> compute(int index) {
    Map<String, Tensor> weights = new HashMap<>();
    numbers(
            OpSchema.operands(values.get(index).op()).stream()
                .filter(operand -> !data.contains(operand))
                .toList())
        .forEach((operand, tensor) -> weights.put(operand.name(), tensor));
    List<Tensor> results = new ArrayList<>();
    for (int batch = 0; batch < batches.count(); batch++) {
      results.add(compute(fitting.get(batch).get(index), weights, batch));
    }
    return results;
  }

  private Tensor compute(Value value, Map<String, Tensor> weights, int batch) {
    if (value.op() instanceof Input) {
      return batches.get(batch).get(value.name());
    }
    Function<Value, Tensor> operands =
        operand -> {
          Tensor weight = weights.get(operand.name());
          return weight == null ? tensors.get(operand.name()).get(batch) : weight;
        };
    return new FastEvaluation().evaluate(value.op(), operands);
  }
}
