package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Runs a model by the meaning of its ops. What no input reaches is computed once, at the first run;
 * every other tensor is dropped after its last use.
 */
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
  private final List<Value> constant = new ArrayList<>();
  private final List<Value> computed = new ArrayList<>();
  private final Map<Value, List<Value>> endings;
  private final Map<Value, Tensor> constants = new IdentityHashMap<>();

  public Interpreter(Model model, Evaluation evaluation) {
    this.model = model;
    this.evaluation = evaluation;
    DataSide data = new DataSide(model.graph());
    model.graph().values().forEach(v -> (data.contains(v) ? computed : constant).add(v));
    this.endings = endings();
  }

  /** The outputs by name, in the order of the graph. */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return run(inputs, (value, tensor) -> {});
  }

  /** As {@link #run(Map)}; {@code observer} sees every value as soon as it is computed. */
  public Map<String, Tensor> run(Map<String, Tensor> inputs, BiConsumer<Value, Tensor> observer) {
    if (constants.isEmpty()) {
      compute(constant, inputs, constants, observer);
    }
    Map<Value, Tensor> results = new IdentityHashMap<>(constants);
    compute(computed, inputs, results, observer);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Output output : model.graph().outputs()) {
      outputs.put(output.name(), results.get(output.value()));
    }
    return outputs;
  }

  private void compute(
      List<Value> values,
      Map<String, Tensor> inputs,
      Map<Value, Tensor> results,
      BiConsumer<Value, Tensor> observer) {
    for (Value value : values) {
      Tensor result = compute(value, inputs, results);
      results.put(value, result);
      observer.accept(value, result);
      endings.getOrDefault(value, List.of()).forEach(results::remove);
    }
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

  /**
   * For each value, what nobody reads any more once it is computed; outputs are read at the end.
   */
  private Map<Value, List<Value>> endings() {
    List<Value> order = new ArrayList<>(constant);
    order.addAll(computed);
    Map<Value, Value> last = new IdentityHashMap<>();
    for (Value value : order) {
      last.put(value, value);
      OpSchema.operands(value.op()).forEach(operand -> last.put(operand, value));
    }
    model.graph().outputs().forEach(output -> last.remove(output.value()));
    Map<Value, List<Value>> endings = new IdentityHashMap<>();
    last.forEach(
        (value, reader) -> endings.computeIfAbsent(reader, key -> new ArrayList<>()).add(value));
    return endings;
  }
}
