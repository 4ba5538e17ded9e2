package io.repqc.passes.boundary;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.TensorType;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Transpose;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the user give and take the integers themselves: the quantizer of an input and the
 * dequantizer of an output go.
 *
 * <pre>{@code
 * input x : f32, quantize(x)     ->  input x : u8
 * output dequantize(y : u8)      ->  output y : u8
 * }</pre>
 */
public final class ExposeIntegers implements Pass {
  private final boolean ofInputs;
  private final boolean ofOutputs;

  public ExposeIntegers(boolean ofInputs, boolean ofOutputs) {
    this.ofInputs = ofInputs;
    this.ofOutputs = ofOutputs;
  }

  @Override
  public String name() {
    return "expose-integers";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Graph inner = ofInputs ? exposeInputs(model.graph()) : model.graph();
    return new Model(ofOutputs ? exposeOutputs(inner) : inner, model.parameters());
  }

  private static Graph exposeInputs(Graph graph) {
    Map<Value, Quantize> quantizers = new IdentityHashMap<>();
    Uses uses = graph.uses();
    for (Value input : graph.inputs()) {
      if (input.elementType().isFloat()) {
        quantizers.put(input, quantizer(input, uses.of(input)));
      }
    }
    return new Rewrite(graph)
        .each(
            (value, op) -> {
              if (quantizers.containsKey(value)) {
                return Value.of(value.name(), integers((Input) op, quantizers.get(value)));
              }
              return value.op() instanceof Quantize own && quantizers.containsKey(own.x())
                  ? ((Quantize) op).x()
                  : Rewrite.keep(value, op);
            });
  }

  private static Quantize quantizer(Value input, List<Value> users) {
    List<Op> distinct = users.stream().map(Value::op).distinct().toList();
    ModelException.check(
        distinct.size() == 1 && distinct.get(0) instanceof Quantize,
        "input \"%s\" cannot be integers: the network reads it as floats, too,"
            + " or on more than one scale; leave it as float",
        input.name());
    return (Quantize) distinct.get(0);
  }

  private static Op integers(Input input, Quantize quantizer) {
    return new Input(new TensorType(quantizer.storage(), input.type().shape()), input.batched());
  }

  private static Graph exposeOutputs(Graph graph) {
    List<Output> outputs = graph.outputs().stream().map(ExposeIntegers::integers).toList();
    return new Graph(graph.name(), graph.inputs(), outputs);
  }

  private static Output integers(Output output) {
    if (!output.value().elementType().isFloat()) {
      return output;
    }
    Optional<Value> integers = integers(output.value());
    ModelException.check(
        integers.isPresent(),
        "output \"%s\" cannot be integers: no quantizer stands before it; leave it as float%s",
        output.name(),
        output.value().op() instanceof Softmax ? ", or drop its softmax: --output logits" : "");
    return new Output(output.name(), integers.get());
  }

  /** What a dequantizer reads, moved as its numbers are moved. */
  private static Optional<Value> integers(Value value) {
    Op op = value.op();
    if (op instanceof Dequantize dequantize) {
      return Optional.of(dequantize.x());
    }
    if (!isMove(op)) {
      return Optional.empty();
    }
    Value x = OpSchema.operands(op).get(0);
    return integers(x)
        .map(
            integers ->
                Value.of(
                    value.name() + ".integers",
                    OpSchema.mapOperands(op, operand -> operand == x ? integers : operand)));
  }

  private static boolean isMove(Op op) {
    return op instanceof Reshape
        || op instanceof Transpose
        || op instanceof Slice
        || op instanceof DepthToSpace;
  }
}
