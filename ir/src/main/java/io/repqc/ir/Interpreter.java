package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs a model by the meaning of its ops; a tensor is dropped after its last use. */
public final class Interpreter {

  /** How one op is computed from its operands. */
  @FunctionalInterface
  public interface Evaluation {
    /** By the definition of each op. */
    Evaluation REFERENCE = Op::evaluate;

    Tensor evaluate(Op op, Function<Value, Tensor> operands);
  }

  private final Model model;
  private final Evaluation evaluation;
  private final List<List<Value>> lastUses;

  public Interpreter(Model model, Evaluation evaluation) {
    this.model = model;
    this.evaluation = evaluation;
    this.lastUses = lastUses(model.graph());
  }

  /** The outputs by name, in the order of the graph. */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return run(inputs, (value, tensor) -> {});
  }

  /** As {@link #run(Map)}; {@code observer} sees every value as soon as it is computed. */
  public Map<String, Tensor> run(Map<String, Tensor> inputs, BiConsumer<Value, Tensor> observer) {
    Graph graph = model.graph();
    Map<Value, Tensor> results = new IdentityHashMap<>();
    Map<String, Tensor> outputs = new HashMap<>();
    for (int i = 0; i < graph.values().size(); i++) {
      Value value = graph.values().get(i);
      Tensor result = compute(value, inputs, results);
      results.put(value, result);
      observer.accept(value, result);
      for (Output output : graph.outputs()) {
        if (output.value() == value) {
          outputs.put(output.name(), result);
        }
      }
      lastUses.get(i).forEach(results::remove);
    }
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    graph.outputs().forEach(output -> ordered.put(output.name(), outputs.get(output.name())));
    return ordered;
  }

  private Tensor compute(Value value, Map<String, Tensor> inputs, Map<Value, Tensor> results) {
    if (value.op() instanceof Input) {
      return input(value, inputs.get(value.name()));
    }
    if (value.op() instanceof Parameter) {
      return model.parameter(value);
    }
    Tensor result = evaluation.evaluate(value.op(), results::get);
    IrException.check(
        result.type().equals(value.type()), "%s: it evaluates to %s", value, result.type());
    return result;
  }

  private static Tensor input(Value value, Tensor tensor) {
    ModelException.check(
        tensor != null, "input \"%s\": nothing given; expected %s", value.name(), value.type());
    ModelException.check(
        tensor.type().equals(value.type()),
        "input \"%s\": found %s, expected %s",
        value.name(),
        tensor.type(),
        value.type());
    return tensor;
  }

  /** For each value by position, the operands that no later value reads. */
  private static List<List<Value>> lastUses(Graph graph) {
    Map<Value, Integer> last = new IdentityHashMap<>();
    List<List<Value>> ends = new ArrayList<>();
    for (int i = 0; i < graph.values().size(); i++) {
      ends.add(new ArrayList<>());
      Value value = graph.values().get(i);
      last.put(value, i);
      for (Value operand : OpSchema.operands(value.op())) {
        last.put(operand, i);
      }
    }
    graph.values().forEach(value -> ends.get(last.get(value)).add(value));
    return ends;
  }
}
