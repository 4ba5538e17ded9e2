package io.repqc.compiler.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network that one with quantizers of its own would be in floats: its activations are not
 * rounded any more, but still end where the integers do, since many an activation function lives on
 * in a quantizer only.
 */
final class Unrounded {
  /** What does with floats what it does with integers. */
  private static final Set<Class<? extends Op>> MOVES =
      Set.of(
          Concat.class,
          DepthToSpace.class,
          Expand.class,
          Gather.class,
          Pool.class,
          Reshape.class,
          Resize.class,
          Slice.class,
          Transpose.class);

  private final Model model;
  private final DataSide data;

  private Unrounded(Model model) {
    this.model = model;
    this.data = new DataSide(model.graph());
  }

  /** Empty if the network computes with the integers themselves. */
  static Optional<Model> of(Model model) {
    try {
      Unrounded unrounded = new Unrounded(model);
      Graph graph = new Rewrite(model.graph()).each(unrounded::rewrite);
      return Optional.of(new Model(graph, model.parameters()));
    } catch (IrException e) {
      return Optional.empty();
    }
  }

  private Value rewrite(Value value, Op op) {
    if (!data.contains(value)) {
      return value;
    }
    if (op instanceof Quantize quantize) {
      return Value.of(value.name(), bounds(quantize));
    }
    if (op instanceof Dequantize dequantize && dequantize.x().elementType().isFloat()) {
      return dequantize.x();
    }
    Value rewritten = Rewrite.keep(value, op);
    IrException.check(
        rewritten.type().equals(value.type()) || MOVES.contains(op.getClass()),
        "%s computes with integers",
        value);
    return rewritten;
  }

  private Clamp bounds(Quantize quantize) {
    IrException.check(!quantize.storage().isFloat(), "%s is no integer", quantize.storage());
    double scale = number(quantize.scale());
    double zeroPoint = number(quantize.zeroPoint());
    return new Clamp(
        quantize.x(),
        (quantize.minimum() - zeroPoint) * scale,
        (quantize.maximum() - zeroPoint) * scale);
  }

  /** The one number of a value that no input reaches. */
  private double number(Value value) {
    IrException.check(value.shape().count() == 1, "%s is no one number", value);
    Graph graph = new Graph("number", List.of(), List.of(new Output("number", value)));
    Model alone = new Model(graph, model.parameters());
    Tensor tensor =
        new Interpreter(alone, Interpreter.Evaluation.REFERENCE).run(Map.of()).get("number");
    return tensor.number(0);
  }
}
